import { Agent, request } from 'node:http'
import { sql } from 'kysely'
import { csrfToken, hashToken, newToken } from '../../server/accounts/token.ts'
import { AreaIndex } from '../../server/areas/area-index.ts'
import type { Db } from '../../server/db/connect.ts'
import { jsonRows } from '../../server/db/geo.ts'
import { loadDemo } from '../../server/demo/load.ts'
import { toDegrees } from '../../server/domain/coverage/shape.ts'
import { eraseOld } from '../../server/duty/end-and-erase.ts'
import { PositionDays } from '../../server/duty/positions/position-days.ts'
import { say } from '../../server/say.ts'
import { startServer } from '../support/server-process.ts'
import { milliseconds, once, quantile, row, seconds, timed, type Row } from './row.ts'

const OPERATORS = 2000
const EVERY_MS = 10_000
const FOR_MS = 60_000
/** Every so many-th report is sent again at once, as where an answer was lost. */
const REPEATED = 50
const DAY_MS = 86_400_000
const DAYS_KEPT = 30

/** Somebody on duty: what their phone sends with, and where they are. */
type Phone = { id: string; cookie: string; csrf: string; lon: number; lat: number }

/**
 * Two thousand operators who report every ten seconds, to a server in a process of its own; what was kept is counted. Then a day
 * of all of them, which is dropped when it is 30 days old.
 */
export async function dutyRows(db: Db, databaseUrl: string): Promise<Row[]> {
  await loadDemo(db, { now: new Date(), say })
  const phones = await hire(db)
  const server = await startServer({ DATABASE_URL: databaseUrl, WANGGE_ALLOW_SUPERUSER: '1' })
  let taken: number[]
  let sent = 0
  try {
    ;({ taken, sent } = await drive(server.url, phones))
  } finally {
    await server.stop()
  }
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from position`.execute(db)
  const kept = rows[0]!.count
  const plain = await plainInserts(db)
  const { filled, dropped, count } = await dropDay(db)
  return [
    row(
      `${OPERATORS} operators report every 10 s for ${FOR_MS / 1000} s: p50 / p95 / p99 of ${taken.length} requests`,
      [0.5, 0.95, 0.99].map((share) => milliseconds(quantile(taken, share))).join(' / '),
      'p95 ≤ 50 ms',
      `a plain insert, committed alone: p95 ${milliseconds(quantile(plain, 0.95))}`,
    ),
    row('of these positions kept', `${kept} of ${sent}`, `${sent}, none lost or doubled`),
    row(
      `a day of ${(count / 1e6).toFixed(1)} million positions is dropped`,
      milliseconds(dropped),
      '≤ 1 s',
      `to fill it: ${seconds(filled)}`,
    ),
  ]
}

/** Operators with accounts, signed in and on duty, each in some grid. */
async function hire(db: Db): Promise<Phone[]> {
  const index = await AreaIndex.load(db)
  const grids = index.within(index.county!, 'grid')
  const people = Array.from({ length: OPERATORS }, (_, i) => {
    const grid = grids[i % grids.length]!
    return { name: `bench-${i}`, token: newToken(), id: crypto.randomUUID(), grid }
  })
  const rows = jsonRows(
    people.map(({ name, token, id, grid }) => ({ name, hash: hashToken(token), id, grid: grid.id })),
  )
  await sql`
    with given as materialized (
      select * from json_to_recordset(${rows}) as row(name text, hash text, id uuid, grid int)
    ), account as (
      insert into account (name, password_hash) select name, 'x' from given returning id, name
    ), granted as (
      insert into account_grant (account_id, role, area_id)
      select account.id, 'operator', grid from account join given using (name)
    ), signed as (
      insert into session (token_hash, account_id) select hash, account.id from account join given using (name)
    ), operator as (
      insert into operator (code, name, area_id, account_id)
      select name, name, grid, account.id from account join given using (name) returning id, code
    )
    insert into duty_session (id, operator_id, started_at, ends_at, heard_at)
    select given.id, operator.id, now(), now() + interval '8 hours', now()
    from operator join given on given.name = operator.code`.execute(db)
  return people.map(({ token, id, grid }) => {
    const [lon, lat] = [toDegrees(grid.label[0]), toDegrees(grid.label[1])]
    return { id, cookie: `wangge=${token}`, csrf: csrfToken(token), lon, lat }
  })
}

/** Lets every phone report at its own moment of every ten seconds; gives what each request took, ascending. */
async function drive(url: string, phones: readonly Phone[]): Promise<{ taken: number[]; sent: number }> {
  const agent = new Agent({ keepAlive: true, maxSockets: 200 })
  const taken: number[] = []
  let sent = 0
  const running: Promise<void>[] = []
  const startedAt = performance.now()
  const rounds = FOR_MS / EVERY_MS
  for (let n = 0; n < phones.length * rounds; n += 1) {
    const due = startedAt + (n * EVERY_MS) / phones.length
    const wait = due - performance.now()
    if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait))
    const phone = phones[n % phones.length]!
    // A walk of about a metre a second.
    phone.lon += (Math.random() - 0.5) * 2e-4
    phone.lat += (Math.random() - 0.5) * 2e-4
    const body = bodyOf(phone)
    sent += 1
    const report = async () => void taken.push(await post(url, agent, phone, body))
    running.push(n % REPEATED === 0 ? report().then(report) : report())
  }
  await Promise.all(running)
  agent.destroy()
  return { taken: taken.toSorted((a, b) => a - b), sent }
}

function bodyOf({ lon, lat }: Phone): string {
  const at = new Date().toISOString()
  return JSON.stringify({ positions: [{ at, deviceAt: at, lon, lat, accuracy: 8, source: 'device' }] })
}

/** Sends a report; gives the milliseconds until its answer was here. */
function post(url: string, agent: Agent, { id, cookie, csrf }: Phone, body: string): Promise<number> {
  const startedAt = performance.now()
  const headers = { 'content-type': 'application/json', cookie, 'x-csrf-token': csrf }
  return new Promise((resolve, reject) => {
    const asked = request(
      `${url}/api/duty/sessions/${id}/positions`,
      { method: 'POST', agent, headers },
      (response) => {
        response.resume()
        response.on('end', () => {
          if (response.statusCode === 200) resolve(performance.now() - startedAt)
          else reject(new Error(`A report was answered with ${response.statusCode}.`))
        })
      },
    )
    asked.on('error', reject)
    asked.end(body)
  })
}

/** The least that keeping a position can cost: one row, committed. */
async function plainInserts(db: Db): Promise<number[]> {
  await sql`create table plain (session_no int, at timestamptz, x int, y int, primary key (session_no, at))`.execute(
    db,
  )
  return timed(1000, () => sql`insert into plain values (1, clock_timestamp(), 1, 2)`.execute(db))
}

async function dropDay(db: Db): Promise<{ filled: number; dropped: number; count: number }> {
  const midnight = Math.floor(Date.now() / DAY_MS) * DAY_MS - (DAYS_KEPT + 1) * DAY_MS
  const day = new Date(midnight)
  await sql`select make_position_day(${day.toISOString().slice(0, 10)}::text::date)`.execute(db)
  const filled = await once(() =>
    sql`insert into position (session_no, at, device_at, x, y, accuracy_metres, source, mark)
      select no, at, at, 1146900000 + no, 374800000, 8, 0, 0
      from generate_series(1, ${OPERATORS}::int) no,
        generate_series(${day}::timestamptz, ${day}::timestamptz + interval '86390 seconds', interval '10 seconds') at`.execute(
      db,
    ),
  )
  const count = (OPERATORS * DAY_MS) / EVERY_MS
  const dropped = await once(() => eraseOld(db, new PositionDays(db), Date.now()))
  const { rows } =
    await sql`select from position where at < ${new Date(midnight + DAY_MS)}::timestamptz limit 1`.execute(db)
  if (rows.length > 0) throw new Error('The day is still there.')
  return { filled, dropped, count }
}
