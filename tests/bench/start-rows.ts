import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DEMO_PASSWORD } from '../../server/domain/demo-password.ts'
import { freePort } from '../support/postgres-cluster.ts'
import { ROOT } from '../support/folders.ts'
import { row, seconds, type Row } from './row.ts'

/** What the page asks for before it shows the county with its figures. */
const PAGE = ['/', '/api/county', '/api/areas', '/api/summary', '/api/incidents.arrow']

/** `npm start` in a fresh clone of the last commit, with an empty data folder, and again. */
export async function startRows(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'wangge-bench-'))
  const clone = join(folder, 'clone')
  try {
    execFileSync('git', ['clone', '--quiet', '--depth', '1', `file://${ROOT}`, clone])
    symlinkSync(join(ROOT, 'node_modules'), join(clone, 'node_modules'))
    const first = await npmStart(clone, join(folder, 'data'))
    const again = await npmStart(clone, join(folder, 'data'))
    return [
      row('`npm start` in a fresh clone, to a page with its figures', seconds(first), '≤ 40 s'),
      row('restart', seconds(again), '≤ 6 s'),
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Milliseconds from `npm start` until everything that the page asks for first was answered. */
async function npmStart(clone: string, dataFolder: string): Promise<number> {
  const port = String(await freePort())
  const startedAt = performance.now()
  const npm = spawn('npm', ['start'], {
    cwd: clone,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PORT: port, WANGGE_DATA: dataFolder, DATABASE_URL: '', LOG_LEVEL: 'warn' },
  })
  const ended = once(npm, 'exit')
  await new Promise<void>((resolve, reject) => {
    let output = ''
    const listen = (text: Buffer): void => {
      output += text.toString()
      if (output.includes('Wangge is at')) resolve()
    }
    npm.stdout.on('data', listen)
    npm.stderr.on('data', listen)
    npm.once('exit', (code) => reject(new Error(`npm start ended with ${code}:\n${output}`)))
  })
  const url = `http://127.0.0.1:${port}`
  const signedIn = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'leader', password: DEMO_PASSWORD }),
  })
  const cookie = signedIn.headers.getSetCookie()[0]!.split(';')[0]!
  for (const path of PAGE) {
    const answer = await fetch(url + path, { headers: { cookie } })
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}.`)
    await answer.arrayBuffer()
  }
  const taken = performance.now() - startedAt
  process.kill(-npm.pid!, 'SIGTERM')
  await ended
  return taken
}
