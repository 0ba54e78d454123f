import { sql } from 'kysely'
import type { Db } from '../../server/db/connect.ts'
import { signedIn } from '../support/accounts.ts'
import { LiveReader } from '../support/live-reader.ts'
import { ask } from './ask.ts'
import { screenRow } from './screen-row.ts'
import { milliseconds, once, quantile, row, timed, type Row } from './row.ts'

const OPEN = 10_000
const WRITERS = 50
const REPORTS_EACH = 20
const STREAMS = 200
const STEPS = 50

type Writer = { cookie: string; csrf: string }

/** Lists and the queue over a million, fifty people who report at once, and steps on their way to two hundred screens. */
export async function workRows(db: Db, serverUrl: string): Promise<Row[]> {
  await sql`update incident set state = 'verifying', closed_at = null, changed = pg_current_xact_id()
    where id in (select id from incident order by id desc limit ${OPEN}::int)`.execute(db)
  await sql`analyze incident`.execute(db)
  const [township] = await db
    .selectFrom('area')
    .select('code')
    .where('level', '=', 'township')
    .limit(1)
    .execute()
  const rows = [
    await asked(
      serverUrl,
      'GET /api/incidents, newest 50 of a township',
      `/api/incidents?area=${township!.code}`,
    ),
    await asked(serverUrl, 'the same, open ones', `/api/incidents?area=${township!.code}&state=open`),
    await asked(
      serverUrl,
      'the same, by words that few have',
      `/api/incidents?q=${encodeURIComponent('桥头217号 消防栓')}`,
    ),
    await asked(serverUrl, `GET /api/queue, ${OPEN.toLocaleString('en')} open`, '/api/queue'),
  ]
  const writers: Writer[] = []
  for (let i = 0; i < WRITERS; i += 1)
    writers.push(await signedIn(db, `writer-${i}`, [{ role: 'dispatcher', area: null }]))
  rows.push(await writing(db, serverUrl, writers))
  rows.push(...(await streaming(serverUrl, writers)))
  return rows
}

async function asked(serverUrl: string, name: string, path: string, times = 50): Promise<Row> {
  await ask(serverUrl + path, 'identity')
  const taken = await timed(times, () => ask(serverUrl + path, 'identity'))
  return row(
    `${name}: median / p95`,
    `${milliseconds(quantile(taken, 0.5))} / ${milliseconds(quantile(taken, 0.95))}`,
  )
}

async function report(serverUrl: string, { cookie, csrf }: Writer, more: object = {}): Promise<void> {
  const response = await fetch(`${serverUrl}/api/incidents`, {
    method: 'POST',
    headers: { cookie, 'x-csrf-token': csrf, 'content-type': 'application/json' },
    body: JSON.stringify({ category: '0402', title: '路面塌陷', lon: 114.7, lat: 37.5, ...more }),
  })
  if (response.status !== 201) throw new Error(`A report was answered with ${response.status}.`)
  await response.arrayBuffer()
}

/** All writers at once, each one report after the other; beside single rows without event, chain and HTTP. */
async function writing(db: Db, serverUrl: string, writers: readonly Writer[]): Promise<Row> {
  const taken: number[] = []
  const whole = await once(() =>
    Promise.all(
      writers.map(async (writer) => {
        for (let i = 0; i < REPORTS_EACH; i += 1) taken.push(await once(() => report(serverUrl, writer)))
      }),
    ),
  )
  const count = WRITERS * REPORTS_EACH
  const plain = await once(() =>
    Promise.all(
      Array.from({ length: count }, (_, i) =>
        sql`insert into incident (number, category_code, source, title, occurred_at, reported_at)
          values (${`bench-${i}`}, '0402', 'bench', 'x', now(), now())`.execute(db),
      ),
    ),
  )
  const sorted = taken.toSorted((a, b) => a - b)
  const perSecond = (ms: number) => `${Math.round(count / (ms / 1000)).toLocaleString('en')} a second`
  return row(
    `${WRITERS} people report at once, ${count.toLocaleString('en')} in all: rate, median / p95`,
    `${perSecond(whole)}, ${milliseconds(quantile(sorted, 0.5))} / ${milliseconds(quantile(sorted, 0.95))}`,
    '',
    `single inserts without event or HTTP: ${perSecond(plain)}`,
  )
}

/** From the moment that a report is sent to that at which each stream has its step, and to the screen: answer and fan-out together. */
async function streaming(serverUrl: string, writers: readonly Writer[]): Promise<Row[]> {
  const readers: LiveReader[] = []
  for (let i = 0; i < STREAMS; i += 1)
    readers.push(await LiveReader.open(serverUrl, writers[i % WRITERS]!.cookie))
  const taken: number[] = []
  for (let i = 0; i < STEPS; i += 1) {
    const sentAt = performance.now()
    const arrived = Promise.all(readers.map((reader) => reader.nextStep()))
    await report(serverUrl, writers[i % WRITERS]!)
    for (const at of await arrived) taken.push(at - sentAt)
  }
  // Emergencies are due first, so that they come to the top of the queue.
  const toScreen = await screenRow(serverUrl, writers[0]!.cookie, STREAMS, (title) =>
    report(serverUrl, writers[1]!, { title, category: '0903' }),
  )
  for (const reader of readers) reader.close()
  const sorted = taken.toSorted((a, b) => a - b)
  const toStreams = row(
    `a report sent to its step on ${STREAMS} streams: median / p95 / worst`,
    [quantile(sorted, 0.5), quantile(sorted, 0.95), sorted.at(-1)!].map(milliseconds).join(' / '),
    'p95 ≤ 500 ms to the pixel',
  )
  return [toStreams, toScreen]
}
