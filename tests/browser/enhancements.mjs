// What our own scripts add, tried in the gallery with a real browser; and that pages do without them.
import assert from 'node:assert/strict'
import { openBrowser } from './browser.mjs'
import { axeProblems } from './judge.mjs'
import { serve } from './serve.mjs'

const server = await serve(process.argv.slice(2))
const browser = await openBrowser()

async function withPage (options, act) {
  const context = await browser.newContext(options)
  const page = await context.newPage()
  await act(page)
  await context.close()
}

const trials = {
  'suggestions appear while typing and go away with Escape': () => withPage({}, async page => {
    await page.goto(server.origin + '/search')
    await page.fill('#find-anything', 'brook')
    await page.waitForSelector('.tarn-suggestions a')
    assert.equal(await page.locator('.tarn-suggestions li').count(), 3)
    assert.equal(await page.locator('form [role=status]').textContent(), '3 suggestions. Use the arrow keys.')
    for (const width of [1280, 375]) {
      await page.setViewportSize({ width, height: 800 })
      assert.deepEqual(await axeProblems(page, width), [])
    }
    await page.keyboard.press('Escape')
    assert.equal(await page.locator('.tarn-suggestions').count(), 0)
  }),

  'the arrow keys walk through suggestions, Enter opens one, Escape leads back to the box': () => withPage({}, async page => {
    const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.textContent)
    await page.goto(server.origin + '/search')
    await page.fill('#find-anything', 'brook')
    await page.waitForSelector('.tarn-suggestions a')
    for (const at of ['Brook Primary', 'Brookfield Academy', 'The map of schools', 'The map of schools']) {
      await page.keyboard.press('ArrowDown')
      assert.equal(await focused(), at)
    }
    await page.keyboard.press('ArrowUp')
    assert.equal(await focused(), 'Brookfield Academy')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('ArrowUp')
    assert.equal(await focused(), 'find-anything')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Escape')
    assert.equal(await focused(), 'find-anything')
    assert.equal(await page.locator('.tarn-suggestions').count(), 0)
    await page.keyboard.type('f')
    await page.waitForSelector('.tarn-suggestions a')
    await page.keyboard.press('ArrowDown')
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
    assert.match(page.url(), /\/tables$/)
    await page.fill('#find-anything', 'brook')
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
    assert.match(page.url(), /\/find\?q=brook$/)
  }),

  'suggestions go away when the keyboard leaves the box': () => withPage({}, async page => {
    await page.goto(server.origin + '/tables')
    await page.fill('#find-anything', 'brook')
    await page.waitForSelector('.tarn-suggestions a')
    await page.focus('#main-content a')
    assert.equal(await page.locator('.tarn-suggestions').count(), 0)
  }),

  'the last word wins, and no suggestion is said': () => withPage({}, async page => {
    await page.goto(server.origin + '/search')
    await page.fill('#find-anything', 'zz')
    await page.waitForSelector('.tarn-suggestions__none')
    assert.equal(await page.locator('form [role=status]').textContent(), 'No suggestions')
  }),

  'a draft is saved after a pause, without the password; a refusal is said': () => withPage({}, async page => {
    const sent = []
    page.on('request', request => { if (request.url().endsWith('/drafts')) sent.push(request.postData()) })
    await page.goto(server.origin + '/forms')
    await page.fill('#password', 'secret words')
    await page.fill('#name', 'Helen & Co')
    await page.waitForFunction(() => /Draft saved at \d\d:\d\d/.test(document.querySelector('.tarn-draft').textContent))
    const body = new URLSearchParams(new URLSearchParams(sent[0]).get('draft_body'))
    assert.equal(body.get('name'), 'Helen & Co')
    assert.equal(body.get('phase'), 'secondary')
    assert.equal(body.has('password'), false)
    assert.equal(body.has('csrf'), false)
    assert.equal(body.has('area'), false, 'no radio is chosen')
    await page.fill('#name', 'Helen')
    await page.waitForFunction(() => document.querySelector('.tarn-draft').textContent.startsWith('You have been signed out'))
    assert.equal(await page.inputValue('#name'), 'Helen')
  }),

  'what was typed just before the page is left is saved all the same': () => withPage({}, async page => {
    const sent = []
    page.context().on('request', request => { if (request.url().endsWith('/drafts')) sent.push(request.postData()) })
    await page.goto(server.origin + '/forms')
    await page.fill('#name', 'Helen Ines')
    await page.goto(server.origin + '/tables')
    await page.waitForTimeout(500)
    assert.equal(sent.length, 1)
    assert.equal(new URLSearchParams(new URLSearchParams(sent[0]).get('draft_body')).get('name'), 'Helen Ines')
  }),

  'progress goes on by itself until the work is done': () => withPage({}, async page => {
    await page.goto(server.origin + '/work')
    await page.waitForSelector('text=60,000 rows were read.', { timeout: 20000 })
    assert.equal(await page.locator('[data-tarn-progress]').count(), 0)
  }),

  'the map draws its areas and points, each with its name': () => withPage({}, async page => {
    await page.goto(server.origin + '/map')
    await page.waitForSelector('path.tarn-map__area')
    assert.equal(await page.locator('path.tarn-map__point.tarn-map__tone--red').count(), 1)
    assert.equal(await page.locator('#map path:not([tabindex="-1"])').count(), 0, 'the Tab key passes over areas and points')
    await page.locator('path.tarn-map__point').click()
    await page.waitForSelector('.leaflet-popup-content a >> text=Brook Primary')
  }),

  'counters and menus of GOV.UK Frontend start': () => withPage({ viewport: { width: 375, height: 800 } }, async page => {
    await page.goto(server.origin + '/forms')
    await page.fill('#reason', 'ten chars!')
    await page.waitForSelector('text=You have 190 characters remaining')
    await page.click('.govuk-service-navigation__toggle')
    assert.ok(await page.locator('#navigation').isVisible())
  }),

  'without JavaScript everything is there': () => withPage({ javaScriptEnabled: false, viewport: { width: 375, height: 800 } }, async page => {
    await page.goto(server.origin + '/search')
    assert.ok(await page.locator('#navigation').isVisible(), 'the menu is open')
    await page.fill('#find-anything', 'brook')
    await page.click('.tarn-find__button')
    assert.match(page.url(), /\/find\?q=brook$/)
    assert.equal(await page.locator('.tarn-suggestions li').count(), 3)
    await page.goto(server.origin + '/map')
    assert.ok(await page.locator('text=Hill Primary').isVisible())
    assert.ok(!await page.locator('#map').isVisible(), 'no empty box where the map would be')
    await page.goto(server.origin + '/words')
    assert.ok(await page.locator('text=9 schools').isVisible(), 'every tab is open')
  }),

  'printing hides what is only for the screen and keeps the tables': () => withPage({}, async page => {
    await page.emulateMedia({ media: 'print' })
    await page.goto(server.origin + '/tables')
    for (const gone of ['.govuk-service-navigation', '.tarn-filter', '.tarn-header__person', '.tarn-find', '.tarn-downloads']) {
      assert.ok(!await page.locator(gone).first().isVisible(), gone)
    }
    assert.ok(await page.locator('#schools table').isVisible())
  })
}

let failed = 0
try {
  for (const [name, trial] of Object.entries(trials)) {
    try {
      await trial()
      console.log(`ok   ${name}`)
    } catch (failure) {
      failed++
      console.log(`FAIL ${name}\n${failure.stack}`)
    }
  }
} finally {
  await browser.close()
  await server.stop()
}
process.exit(failed === 0 ? 0 : 1)
