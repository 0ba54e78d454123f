import type { CDPSession } from 'playwright-core'
import { createServer } from 'node:net'
import { sql } from 'kysely'
import { hashToken, newToken } from '../../server/accounts/token.ts'
import type { Db } from '../../server/db/connect.ts'
import { loadDemo } from '../../server/demo/load.ts'
import { say } from '../../server/say.ts'
import { signedIn } from '../support/accounts.ts'
import { startServer, type ServerProcess } from '../support/server-process.ts'
import { openScreen } from './open-screen.ts'
import { residentMegabytes } from './process-cost.ts'
import { row, type Row } from './row.ts'

const MINUTE_MS = 60_000
/** As many as on a busy day of a county, in an hour. */
const EVENT_EVERY_MS = 3000
const EMERGENCY_EVERY = 100
/** Caches fill, and programs are compiled, in the first minutes. */
const WARM_MINUTES = 5

/** The page after so many minutes: its heap when garbage was collected, its nodes; and the server's memory. */
type Size = { minute: number; heap: number; nodes: number; listeners: number; server: number }

/**
 * A real wall for as many minutes as are asked for (WANGGE_SOAK_MINUTES, 60 by default): a server on PostgreSQL that takes reports and
 * steps, and a browser with the page of a display, at 1920 × 1080; the server is restarted at half time.
 */
export async function wallSoak(db: Db, databaseUrl: string): Promise<Row[]> {
  const minutes = Number(process.env['WANGGE_SOAK_MINUTES'] ?? 60)
  await loadDemo(db, { now: new Date(), say })
  const writer = await signedIn(db, 'soak-writer', [{ role: 'dispatcher', area: null }])
  const token = newToken()
  await sql`
    insert into display (name, area_id, paired_by, token_hash)
    select 'soak', id, 'bench', ${hashToken(token)} from area where level = 'county'`.execute(db)
  const settings = { DATABASE_URL: databaseUrl, WANGGE_ALLOW_SUPERUSER: '1', PORT: String(await freePort()) }
  let server: ServerProcess = await startServer(settings)
  const screen = await openScreen(`${server.url}/wall`, `wangge-display=${token}`, server.url)
  const devtools = await screen.page.context().newCDPSession(screen.page)
  const sizes: Size[] = []
  let events = 0
  const faults: string[] = []
  screen.page.on('pageerror', (fault) => {
    faults.push(fault.message)
    say(`fault of the page: ${fault.stack ?? fault.message}`)
  })
  try {
    const startedAt = performance.now()
    let minute = 0
    let isRestarted = false
    while (minute < minutes) {
      const next = startedAt + (events + 1) * EVENT_EVERY_MS
      await pause(Math.max(0, next - performance.now()))
      events += 1
      await act(server.url, writer, events)
      const passed = Math.floor((performance.now() - startedAt) / MINUTE_MS)
      if (passed === minute) continue
      minute = passed
      sizes.push({ minute, ...(await sizeOf(devtools)), server: residentMegabytes(server.pid) })
      const { heap, nodes, listeners, server: memory } = sizes.at(-1)!
      say(
        `minute ${minute}: heap ${heap.toFixed(1)} MB, ${nodes} nodes, ${listeners} listeners, server ${memory.toFixed(0)} MB`,
      )
      if (isRestarted || minute < minutes / 2) continue
      isRestarted = true
      await server.stop()
      server = await startServer(settings)
    }
    const last = `第${events}件`
    const shown = await Promise.race([
      screen.shows(last).then(() => true),
      pause(MINUTE_MS).then(() => false),
    ])
    return [
      ...rowsOf(sizes),
      row(
        `after ${events} events and a restart the last one is shown`,
        shown ? 'yes' : 'no',
        'yes',
        `${faults.length} faults of the page${faults.length > 0 ? `: ${faults[0]}` : ''}`,
      ),
    ]
  } finally {
    await screen.close()
    await server.stop()
  }
}

function rowsOf(sizes: readonly Size[]): Row[] {
  const warm = sizes[Math.min(WARM_MINUTES, sizes.length) - 1]!
  const last = sizes.at(-1)!
  const over = `minute ${warm.minute} / ${last.minute}, most between`
  const of = (name: string, pick: (size: Size) => number, unit: string, digits: number) =>
    row(
      `${name}: ${over}`,
      `${pick(warm).toFixed(digits)} / ${pick(last).toFixed(digits)}, ${Math.max(...sizes.slice(sizes.indexOf(warm)).map(pick)).toFixed(digits)}${unit}`,
    )
  return [
    of('heap of the page, garbage collected', ({ heap }) => heap, ' MB', 1),
    of('its DOM nodes', ({ nodes }) => nodes, '', 0),
    of('its listeners', ({ listeners }) => listeners, '', 0),
    of('memory of the server', ({ server }) => server, ' MB', 0),
  ]
}

/** A report, mostly an ordinary one, somewhere in the county; every other one is accepted at once. */
async function act(
  url: string,
  { cookie, csrf }: { cookie: string; csrf: string },
  event: number,
): Promise<void> {
  const headers = { cookie, 'x-csrf-token': csrf, 'content-type': 'application/json' }
  const place = { lon: 114.6 + (event % 17) / 100, lat: 37.4 + (event % 13) / 100 }
  const category = event % EMERGENCY_EVERY === 0 ? '0903' : '0402'
  const body = JSON.stringify({ category, title: `第${event}件`, ...place })
  const response = await fetch(`${url}/api/incidents`, { method: 'POST', headers, body })
  if (response.status !== 201) throw new Error(`A report was answered with ${response.status}.`)
  const { id } = (await response.json()) as { id: number }
  if (event % 2 === 0) return
  const accepted = await fetch(`${url}/api/incidents/${id}/actions`, {
    method: 'POST',
    headers: { ...headers, 'if-match': '"1"' },
    body: JSON.stringify({ action: 'accept' }),
  })
  if (accepted.status !== 200) throw new Error(`Accepting was answered with ${accepted.status}.`)
  await accepted.arrayBuffer()
}

async function sizeOf(devtools: CDPSession): Promise<Pick<Size, 'heap' | 'nodes' | 'listeners'>> {
  await devtools.send('HeapProfiler.collectGarbage')
  const { usedSize } = await devtools.send('Runtime.getHeapUsage')
  const { nodes, jsEventListeners } = await devtools.send('Memory.getDOMCounters')
  return { heap: usedSize / 1e6, nodes, listeners: jsEventListeners }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** A port that a server can take again after its restart. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}
