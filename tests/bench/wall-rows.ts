import { sql } from 'kysely'
import { hashToken, newToken } from '../../server/accounts/token.ts'
import type { Db } from '../../server/db/connect.ts'
import { loadDemo } from '../../server/demo/load.ts'
import { say } from '../../server/say.ts'
import { signedIn } from '../support/accounts.ts'
import { LiveReader } from '../support/live-reader.ts'
import { startServer } from '../support/server-process.ts'
import { cpuShare, residentMegabytes } from './process-cost.ts'
import { milliseconds, quantile, row, type Row } from './row.ts'
import { openScreen, type Screen } from './open-screen.ts'

const DISPLAYS = 200
const REPORTS = 60
const REST_MS = 30_000
/** As the page does: after a step at most so often, and so often without one. */
const AFTER_STEP_MS = 5000
const AT_LEAST_MS = 30_000

/**
 * Two hundred displays on one process, one of them a browser with the real page: from a report to its pixel, and what the displays
 * cost the server, at rest and while a report comes every second. The others ask as the page asks.
 */
export async function wallRows(db: Db, databaseUrl: string): Promise<Row[]> {
  await loadDemo(db, { now: new Date(), say })
  const writer = await signedIn(db, 'bench-writer', [{ role: 'dispatcher', area: null }])
  const cookies = await pair(db)
  const server = await startServer({ DATABASE_URL: databaseUrl, WANGGE_ALLOW_SUPERUSER: '1' })
  const displays: Display[] = []
  let screen: Screen | null = null
  try {
    await report(server.url, writer, 'first')
    const before = residentMegabytes(server.pid)
    const idleBefore = await cpuShare(server.pid, () => rest(REST_MS))
    screen = await openScreen(`${server.url}/wall`, cookies[0]!, server.url)
    for (const cookie of cookies.slice(1)) displays.push(await Display.open(server.url, cookie))
    const idle = await cpuShare(server.pid, () => rest(REST_MS))
    const toStreams: number[] = []
    const toPixel: number[] = []
    const busy = await cpuShare(server.pid, async () => {
      for (let i = 0; i < REPORTS; i += 1) {
        const title = `第${i}次测量`
        const arrived = Promise.all(displays.map((display) => display.reader.nextStep()))
        const seen = screen!.shows(title)
        const [sentAt, startedAt] = [Date.now(), performance.now()]
        await report(server.url, writer, title)
        toPixel.push((await seen) - sentAt)
        for (const at of await arrived) toStreams.push(at - startedAt)
        await rest(Math.max(0, 1000 - (performance.now() - startedAt)))
      }
    })
    const share = (of: number) => `${((of - idleBefore) * 100).toFixed(1)} % of a core`
    return [
      row(
        `a report to its pixel on a wall, ${DISPLAYS} displays on one process: median / p95 / worst of ${REPORTS}`,
        spread(toPixel),
        'p95 ≤ 500 ms',
        `to the streams of the others: ${spread(toStreams)}; drawn by ${screen.renderer}`,
      ),
      row(`${DISPLAYS} displays at rest cost the server`, share(idle)),
      row(`the same, a report every second`, share(busy)),
      row(
        `memory of the server with its demonstration county: before any display / with ${DISPLAYS}`,
        `${before.toFixed(0)} / ${residentMegabytes(server.pid).toFixed(0)} MB`,
      ),
    ]
  } finally {
    for (const display of displays) display.close()
    await screen?.close()
    await server.stop()
  }
}

/** Displays of the county, as if an administrator had paired each; gives their cookies. */
async function pair(db: Db): Promise<string[]> {
  const tokens = Array.from({ length: DISPLAYS }, newToken)
  for (const [i, token] of tokens.entries()) {
    await sql`
      insert into display (name, area_id, paired_by, token_hash)
      select ${`bench-${i}`}, id, 'bench', ${hashToken(token)} from area where level = 'county'`.execute(db)
  }
  return tokens.map((token) => `wangge-display=${token}`)
}

async function report(
  url: string,
  { cookie, csrf }: { cookie: string; csrf: string },
  title: string,
): Promise<void> {
  const response = await fetch(`${url}/api/incidents`, {
    method: 'POST',
    headers: { cookie, 'x-csrf-token': csrf, 'content-type': 'application/json' },
    body: JSON.stringify({ category: '0402', title, lon: 114.7, lat: 37.5 }),
  })
  if (response.status !== 201) throw new Error(`A report was answered with ${response.status}.`)
  await response.arrayBuffer()
}

/** A display without a screen: its stream, and its questions in the rhythm of the page. */
class Display {
  readonly reader: LiveReader
  readonly #ask: () => Promise<void>
  #timer: ReturnType<typeof setTimeout> | undefined
  #closed = false

  static async open(url: string, cookie: string): Promise<Display> {
    const display = new Display(await LiveReader.open(url, cookie, undefined, '/api/wall/live'), url, cookie)
    await display.#ask()
    display.#follow()
    return display
  }

  constructor(reader: LiveReader, url: string, cookie: string) {
    this.reader = reader
    this.#ask = async () => {
      const response = await fetch(`${url}/api/wall/picture`, { headers: { cookie } })
      await response.arrayBuffer()
    }
  }

  close(): void {
    this.#closed = true
    clearTimeout(this.#timer)
    this.reader.close()
  }

  #follow(): void {
    const seen = this.reader.events.length
    const askedAt = performance.now()
    const look = () => {
      if (this.#closed) return
      const isNews = this.reader.events.length > seen
      if (!isNews && performance.now() - askedAt < AT_LEAST_MS) return wait()
      void this.#ask()
        .catch(() => {})
        .then(() => this.#closed || this.#follow())
    }
    const wait = () => (this.#timer = setTimeout(look, AFTER_STEP_MS * (0.8 + 0.4 * Math.random())))
    wait()
  }
}

function spread(taken: readonly number[]): string {
  const sorted = taken.toSorted((a, b) => a - b)
  return [quantile(sorted, 0.5), quantile(sorted, 0.95), sorted.at(-1)!].map(milliseconds).join(' / ')
}

const rest = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
