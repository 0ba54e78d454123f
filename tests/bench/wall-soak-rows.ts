import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser, type CDPSession, type Page } from 'playwright-core'
import type { AreaTree, Pairing } from '../../server/contract.ts'
import { DEMO_PASSWORD } from '../../server/domain/demo-password.ts'
import { say } from '../../server/say.ts'
import { findBrowser } from '../support/browser-program.ts'
import { startServer } from '../support/server-process.ts'
import { row, type Row } from './row.ts'

const DEFAULT_MINUTES = 60
const EVENT_EVERY_MS = 6000
const MINUTE_MS = 60_000
/** The first minutes fill caches. */
const WARM_MINUTES = 5

type Minute = {
  minute: number
  heapBytes: number
  nodes: number
  listeners: number
  serverBytes: number
  events: number
  light: string
}

/**
 * A display on a real server for so many minutes of real time (WALL_SOAK_MINUTES, 60 unless told otherwise), with ten events a minute:
 * what the page and the server hold, minute by minute.
 */
export async function wallSoakRows(): Promise<Row[]> {
  const minutes = Number(process.env['WALL_SOAK_MINUTES'] ?? DEFAULT_MINUTES)
  const folder = mkdtempSync(join(tmpdir(), 'wangge-wall-soak-'))
  const server = await startServer({ WANGGE_DATA: folder, WANGGE_DEMO: '1' })
  const browser = await launch()
  try {
    const page = await browser.newPage({ viewport: { width: 1920, height: 1080 }, deviceScaleFactor: 0.5 })
    await pair(page, server.url)
    const devtools = await page.context().newCDPSession(page)
    const dispatcher = await signIn(server.url, 'dispatcher')
    const measured: Minute[] = []
    let events = 0
    say(
      '| minute | heap after collection, MB | DOM nodes | listeners | server RSS, MB | events | says |\n|---|---|---|---|---|---|---|',
    )
    const startedAt = Date.now()
    for (let minute = 0; minute <= minutes; minute += 1) {
      while (Date.now() < startedAt + minute * MINUTE_MS) {
        await report(server.url, dispatcher, (events += 1))
        await new Promise((resolve) => setTimeout(resolve, EVENT_EVERY_MS))
      }
      const found = {
        minute,
        events,
        ...(await sizeOf(page, devtools)),
        serverBytes: residentBytes(server.pid),
      }
      measured.push(found)
      say(
        `| ${minute} | ${megabytes(found.heapBytes)} | ${found.nodes} | ${found.listeners} | ${megabytes(found.serverBytes)} | ${events} | ${found.light} |`,
      )
    }
    return rowsOf(measured)
  } finally {
    await browser.close()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function launch(): Promise<Browser> {
  const program = await findBrowser()
  const env = Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => !!entry[1]),
  )
  return chromium.launch({
    executablePath: program.executablePath,
    args: [
      '--no-sandbox',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
      '--ignore-gpu-blocklist',
    ],
    env: { ...env, ...program.environment },
  })
}

function rowsOf(measured: readonly Minute[]): Row[] {
  const last = measured.at(-1)!
  const warm = measured[Math.min(WARM_MINUTES, measured.length - 1)]!
  const grown = (of: (minute: Minute) => number, write: (value: number) => string) =>
    `${write(of(warm))} → ${write(of(last))}`
  const live = measured.filter(({ light }) => light === 'live').length
  const name = `a display through ${last.minute} minutes with ${last.events} events`
  return [
    row(
      `${name}: heap after collection, MB, minute ${warm.minute} → last`,
      grown(({ heapBytes }) => heapBytes, megabytes),
      'does not grow',
    ),
    row(
      'the same: DOM nodes',
      grown(({ nodes }) => nodes, String),
      'do not grow',
    ),
    row(
      'the same: resident memory of the server, MB',
      grown(({ serverBytes }) => serverBytes, megabytes),
      'does not grow',
    ),
    row('the same: minutes at which it said LIVE', `${live} of ${measured.length}`, 'all'),
  ]
}

/** Makes the screen a display, as an administrator who reads its code does. */
async function pair(page: Page, url: string): Promise<void> {
  const shown = page.waitForResponse(
    (response) => response.url().endsWith('/api/wall/pairing') && response.request().method() === 'POST',
  )
  await page.goto(`${url}/wall`)
  const { code } = (await (await shown).json()) as Pairing
  const administrator = await signIn(url, 'admin')
  const county = (await (await fetch(`${url}/api/county`, { headers: administrator })).json()) as {
    code: string
  }
  await send(url, '/api/displays', administrator, {
    code,
    name: 'bench',
    area: county.code,
    tour: null,
    language: 'both',
    theme: 'dark',
    sound: false,
  })
  await page.locator('.wall canvas').first().waitFor({ timeout: 60_000 })
}

async function sizeOf(page: Page, devtools: CDPSession) {
  await devtools.send('HeapProfiler.collectGarbage')
  const { usedSize } = await devtools.send('Runtime.getHeapUsage')
  const { nodes, jsEventListeners } = await devtools.send('Memory.getDOMCounters')
  const old = await page.locator('.wall.old').count()
  return { heapBytes: usedSize, nodes, listeners: jsEventListeners, light: old === 0 ? 'live' : 'late' }
}

async function signIn(url: string, username: string): Promise<{ cookie: string; 'x-csrf-token': string }> {
  const response = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password: DEMO_PASSWORD }),
  })
  const { viewer } = (await response.json()) as { viewer: { csrf: string } }
  return { cookie: response.headers.getSetCookie()[0]!.split(';')[0]!, 'x-csrf-token': viewer.csrf }
}

/** A report somewhere near the middle of the county; every fiftieth is an emergency. */
async function report(url: string, person: Record<string, string>, n: number): Promise<void> {
  const place = { lon: 114.66 + (n % 17) / 250, lat: 37.46 + (n % 13) / 250 }
  await send(url, '/api/incidents', person, {
    category: n % 50 === 0 ? '0901' : '0402',
    title: `bench ${n}`,
    ...place,
  })
}

async function send(url: string, path: string, headers: Record<string, string>, body: object): Promise<void> {
  const response = await fetch(url + path, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (response.status !== 201)
    throw new Error(`POST ${path} answered ${response.status}: ${await response.text()}`)
}

function residentBytes(pid: number): number {
  const found = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return Number(found?.[1] ?? 0) * 1024
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1)
}
