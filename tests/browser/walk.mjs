// Walks every page that links reach, as each persona, in Chromium, and judges it.
//
//   node walk.mjs [--screenshots DIR] [--persona WORD] [--link ADDRESS] [--only PATH] [--pages N] COMMAND [ARGUMENT...]
//
// COMMAND serves on loopback and prints its address; "{port}" in an argument becomes a free port. Where the first page is
// a sign-in page with personas, the walk is made once for each; with --link (again for each account) once for each
// one-time link that `tarn person add` printed; else once as nobody. A page passes when, at 1280 and at 375 pixels: axe finds nothing, nothing is refused by the Content-Security-Policy, nothing is wrong on the console, it
// is not wider than the window, its links lead somewhere, and the keyboard reaches its controls.
import { mkdirSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { judge } from './judge.mjs'
import { openBrowser } from './browser.mjs'
import { serve } from './serve.mjs'
import { firstOfEachKind } from './frontier.mjs'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    screenshots: { type: 'string' },
    persona: { type: 'string' },
    link: { type: 'string', multiple: true, default: [] },
    only: { type: 'string' },
    pages: { type: 'string', default: '80' }
  }
})
if (positionals.length === 0) {
  console.error('usage: node walk.mjs [--screenshots DIR] [--persona WORD] [--link ADDRESS] [--only PATH] [--pages N] COMMAND [ARGUMENT...]')
  process.exit(2)
}
if (values.screenshots) mkdirSync(values.screenshots, { recursive: true })

const failures = []
let pagesJudged = 0

/** The personas that the first page offers, each by the value its form sends; [null] when there is nothing to choose. */
async function personas (browser, origin) {
  const page = await browser.newPage()
  await page.goto(origin + '/')
  const found = await page.$$eval('form[action="/sign-in/persona"] input[name="email"]', inputs => inputs.map(input => input.value))
  await page.context().close()
  const wanted = found.filter(each => !values.persona || each.includes(values.persona))
  return wanted.length > 0 ? wanted : [null]
}

/** A new account: sets a password by the link, then signs in with it. */
async function signInByLink (page, origin, link) {
  await page.goto(origin + new URL(link).pathname)
  const email = (await page.innerText('main')).match(/\S+@[\w.-]+\w/)?.[0]
  if (!email) throw new Error(`the link is not for an account: ${link}`)
  const password = 'walking over fells slowly'
  await page.fill('input[name="password"]', password)
  await Promise.all([page.waitForNavigation(), page.click('main form button[type="submit"]')])
  await page.goto(origin + '/sign-in')
  if (!page.url().includes('sign-in')) return
  await page.fill('input[name="email"]', email)
  await page.fill('input[name="password"]', password)
  await Promise.all([page.waitForNavigation(), page.click('main form button[type="submit"]')])
}

async function walkers (browser, origin) {
  return values.link.length > 0 ? values.link : personas(browser, origin)
}

async function signIn (page, origin, persona) {
  if (persona?.startsWith('http')) return signInByLink(page, origin, persona)
  await page.goto(origin + '/')
  if (persona === null) return
  await Promise.all([
    page.waitForNavigation(),
    page.click(`form:has(input[name="email"][value="${persona}"]) button`)
  ])
}

async function walk (browser, origin, persona) {
  const page = await browser.newPage()
  const name = persona === null ? 'nobody' : persona.split('@')[0].replace(/^http.*\//, 'link-').slice(0, 40)
  // The page seen before signing in is judged too.
  if (persona !== null && !values.only) await visit(page, origin + '/sign-in', 'nobody', [])
  await signIn(page, origin, persona)
  if (persona !== null && new URL(page.url()).pathname === '/sign-in') throw new Error(`${name} could not sign in`)
  const frontier = firstOfEachKind(origin, Number(values.pages))
  frontier.add(page.url())
  if (values.only) return visit(page, origin + values.only, name, [])
  for (let address = frontier.next(); address; address = frontier.next()) {
    const links = await visit(page, address, name)
    links.forEach(link => frontier.add(link))
  }
  if (frontier.left() > 0) console.log(`${name}: ${frontier.left()} further kinds of pages were left out (--pages)`)
  await page.context().close()
}

async function visit (page, address, name) {
  const { problems, links } = await judge(page, address, { name, screenshots: values.screenshots })
  pagesJudged++
  const path = address.replace(/^https?:\/\/[^/]+/, '')
  for (const problem of problems) {
    failures.push(`${name} ${path}: ${problem}`)
    console.log(`FAIL ${name} ${path}\n     ${problem}`)
  }
  if (problems.length === 0) console.log(`ok   ${name} ${path}`)
  return links
}

const server = await serve(positionals)
const browser = await openBrowser()
try {
  for (const persona of await walkers(browser, server.origin)) await walk(browser, server.origin, persona)
} finally {
  await browser.close()
  await server.stop()
}
console.log(`${pagesJudged} pages judged at two widths, ${failures.length} problems`)
process.exit(failures.length === 0 && pagesJudged > 0 ? 0 : 1)
