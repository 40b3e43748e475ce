// Starts a program that serves pages, waits until it answers, and stops that program and no other.
import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

function freePort () {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}

async function answers (origin) {
  try {
    const answer = await fetch(origin + '/', { redirect: 'manual' })
    return answer.status < 500
  } catch {
    return false
  }
}

/** "{port}" becomes a free port, "{folder}" an empty folder that is removed at the end, "{copy of FOLDER}" one that begins as a
 * copy of FOLDER. */
export async function serve ([command, ...given]) {
  const port = await freePort()
  const folder = mkdtempSync(join(tmpdir(), 'tarn-browser-'))
  const fill = word => word.replace('{port}', port).replace('{folder}', folder).replace(/\{copy of (.*)\}/, (_, original) => {
    cpSync(original, folder, { recursive: true })
    return folder
  })
  const chosen = given.some(word => word.includes('{port}'))
  const child = spawn(command, given.map(fill), {
    stdio: ['ignore', 'pipe', 'pipe']
  })
  let said = ''
  let origin = chosen ? `http://127.0.0.1:${port}` : null
  let ended = false
  child.on('exit', () => { ended = true })
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', bytes => {
      if (said.length < 100000) said += bytes
      origin ??= said.match(/http:\/\/127\.0\.0\.1:\d+/)?.[0] ?? null
    })
  }
  async function stop () {
    if (!ended) {
      const gone = new Promise(resolve => child.once('exit', resolve))
      child.kill('SIGTERM')
      await gone
    }
    rmSync(folder, { recursive: true, force: true })
  }
  for (let tries = 0; tries < 1800; tries++) {
    if (ended) break
    if (origin && await answers(origin)) return { origin, stop }
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  await stop()
  throw new Error(`${command} did not answer within three minutes. It said:\n${said}`)
}
