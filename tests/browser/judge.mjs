// One page, two widths, every judgement.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { axeScript } from './browser.mjs'
import { kindOf } from './frontier.mjs'

const axeSource = readFileSync(axeScript, 'utf8')
const widths = [1280, 375]
const seen = new Set() // structures that axe has passed, by width
const walked = new Set() // kinds of pages whose keyboard order has been walked

/** Tags, classes and ARIA, without texts and repetitions: two pages alike in it are alike to axe. */
function structure () {
  const interesting = name => name.startsWith('aria-') || ['class', 'role', 'type', 'tabindex', 'hidden', 'for', 'scope'].includes(name)
  function describe (element) {
    const attributes = [...element.attributes].filter(each => interesting(each.name))
      .map(each => /^aria-(labelledby|describedby|controls|label)$|^for$/.test(each.name) ? each.name : each.name + each.value)
    const children = []
    for (const child of element.children) {
      const text = describe(child)
      if (children.at(-1) !== text) children.push(text)
    }
    const words = [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim()) ? 't' : ''
    return `${element.tagName}[${attributes.sort()}]${words}(${children.join()})`
  }
  return describe(document.documentElement)
}

export async function axeProblems (page, width) {
  const key = width + createHash('sha1').update(await page.evaluate(structure)).digest('hex')
  if (seen.has(key)) return []
  await page.evaluate(axeSource)
  const violations = await page.evaluate(async () => {
    const result = await window.axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
    })
    return result.violations.map(each =>
      `axe ${each.id}: ${each.help}: ` + each.nodes.slice(0, 3).map(node =>
        `${node.target.join(' ')} (${(node.any[0] ?? node.all[0] ?? node.none[0])?.message ?? ''})`).join('; '))
  })
  if (violations.length === 0) seen.add(key)
  return violations.map(each => `at ${width} px: ${each}`)
}

/** The element that sticks out furthest, when the page is wider than the window. */
function widerThanWindow () {
  const room = document.documentElement.clientWidth
  if (document.documentElement.scrollWidth <= room) return null
  const clipped = element => {
    for (let box = element.parentElement; box; box = box.parentElement) {
      if (getComputedStyle(box).overflowX !== 'visible') return true
    }
    return false
  }
  const widest = [...document.body.querySelectorAll('*')]
    .filter(element => !clipped(element))
    .map(element => ({ element, right: element.getBoundingClientRect().right }))
    .sort((a, b) => b.right - a.right)[0]
  const name = widest ? `${widest.element.tagName.toLowerCase()}.${widest.element.getAttribute('class') ?? ''}` : 'the page'
  return `${document.documentElement.scrollWidth} px wide in a window of ${room}: ${name}`
}

const mainControls = 'main :is(a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"])'

/** Tab from the top: the skip link first, then, after skipping, every control of <main> that can be seen. */
async function keyboardProblems (page) {
  const problems = []
  await page.evaluate(() => { document.activeElement?.blur?.(); window.scrollTo(0, 0) })
  const autofocused = await page.evaluate(() => !!document.querySelector('.govuk-error-summary, .govuk-notification-banner--success'))
  if (!autofocused) {
    await page.keyboard.press('Tab')
    const first = await page.evaluate(() => document.activeElement?.className ?? '')
    if (!first.includes('govuk-skip-link')) return [`keyboard: the first Tab reaches "${first}", not the skip link`]
    await page.keyboard.press('Enter')
  } else {
    await page.evaluate(() => { const main = document.querySelector('main'); main.tabIndex = -1; main.focus() })
  }
  const wanted = await page.evaluate(selector => {
    const seen = element => element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) && !element.disabled && element.tabIndex >= 0
    const all = [...document.querySelectorAll(selector)].filter(seen).slice(0, 60)
    all.forEach((element, index) => { element.dataset.walkIndex = index })
    return all.map(element => `${element.tagName.toLowerCase()} "${(element.textContent || element.name || '').trim().slice(0, 40)}"`)
  }, mainControls)
  const reached = new Set()
  for (let turn = 0; turn < wanted.length + 20 && reached.size < wanted.length; turn++) {
    await page.keyboard.press('Tab')
    const at = await page.evaluate(() => {
      const element = document.activeElement
      // One Tab reaches a group of radios; arrow keys go on within it.
      const group = element?.type === 'radio' ? [...document.getElementsByName(element.name)] : [element]
      return group.map(each => each?.dataset?.walkIndex).filter(each => each !== undefined)
    })
    at.forEach(index => reached.add(Number(index)))
  }
  const missed = wanted.filter((_, index) => !reached.has(index))
  if (missed.length > 0) problems.push(`keyboard: Tab does not reach ${missed.slice(0, 5).join(', ')}`)
  return problems
}

function linksOf (page) {
  return page.$$eval('a[href]', links => links.map(link => link.href).filter(href => href.startsWith('http')))
}

/** A download is asked for without the browser: it must be there and not be empty. */
async function downloadProblems (page, address) {
  const answer = await page.context().request.get(address)
  if (!answer.ok()) return [`status ${answer.status()}`]
  return (await answer.body()).length > 0 ? [] : ['an empty file']
}

async function open (page, address) {
  try {
    return { response: await page.goto(address, { waitUntil: 'load', timeout: 120000 }) }
  } catch (failure) {
    if (/Download is starting|net::ERR_ABORTED/.test(failure.message)) return { download: true }
    return { problem: failure.message.split('\n')[0] }
  }
}

export async function judge (page, address, { name, screenshots }) {
  const problems = []
  const hear = message => {
    if (['error', 'warning'].includes(message.type())) problems.push(`console: ${message.text()} (${message.location().url})`)
  }
  const fail = failure => problems.push(`script: ${failure.message}`)
  page.on('console', hear)
  page.on('pageerror', fail)
  try {
    let links = []
    for (const width of widths) {
      await page.setViewportSize({ width, height: width === 375 ? 812 : 900 })
      const { response, download, problem } = await open(page, address)
      if (problem) return { problems: [problem], links: [] }
      if (download) return { problems: await downloadProblems(page, address), links: [] }
      if (response && response.status() >= 400) problems.push(`status ${response.status()}`)
      if (await page.$('[data-tarn-map]')) await page.waitForLoadState('networkidle')
      problems.push(...await axeProblems(page, width))
      const wide = await page.evaluate(widerThanWindow)
      if (wide) problems.push(`at ${width} px: ${wide}`)
      if (screenshots) {
        const file = `${name}${new URL(address).pathname.replaceAll('/', '_')}-${width}.png`
        await page.screenshot({ path: join(screenshots, file), fullPage: true })
      }
      if (width === widths[0]) {
        links = await linksOf(page)
        const kind = name + kindOf(address)
        if (!walked.has(kind)) problems.push(...await keyboardProblems(page))
        walked.add(kind)
      }
    }
    return { problems: [...new Set(problems)], links }
  } finally {
    page.off('console', hear)
    page.off('pageerror', fail)
  }
}
