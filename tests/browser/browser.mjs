// Debian's Chromium through playwright-core; both come from assets/package.json.
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(new URL('../../assets/package.json', import.meta.url))
const { chromium } = require('playwright-core')

export const axeScript = require.resolve('axe-core/axe.min.js')

export async function openBrowser () {
  const executablePath = process.env.CHROMIUM || '/usr/bin/chromium'
  if (!existsSync(executablePath)) throw new Error(`No Chromium at ${executablePath}: run ./install test, or set CHROMIUM.`)
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update',
      '--disable-sync', '--no-first-run', '--force-prefers-reduced-motion']
  })
}
