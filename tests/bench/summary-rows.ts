import { sql } from 'kysely'
import type { Db } from '../../server/db/connect.ts'
import { ask } from './ask.ts'
import { milliseconds, quantile, row, timed, type Row } from './row.ts'

const WINDOWS = [
  { name: 'a month', from: '2025-06-01T00:00:00Z', to: '2025-07-01T00:00:00Z', times: 100 },
  {
    name: 'a year, by grid',
    from: '2025-01-01T00:00:00Z',
    to: '2026-01-01T00:00:00Z',
    times: 50,
    level: 'grid',
  },
  { name: 'two years', from: '2024-01-01T00:00:00Z', to: '2026-01-01T00:00:00Z', times: 50 },
]

/** GET /api/summary over HTTP, beside one statement that counts the same by township and state in PostGIS. */
export async function summaryRows(db: Db, serverUrl: string): Promise<Row[]> {
  const rows: Row[] = []
  for (const { name, from, to, times, level } of WINDOWS) {
    const query = new URLSearchParams({ from, to, ...(level ? { level } : {}) })
    const url = `${serverUrl}/api/summary?${query.toString()}`
    await ask(url)
    const taken = await timed(times, () => ask(url))
    const peer = await timed(5, () => countInSql(db, from, to))
    rows.push(
      row(
        `GET /api/summary, ${name}: median / p95`,
        `${milliseconds(quantile(taken, 0.5))} / ${milliseconds(quantile(taken, 0.95))}`,
        'p95 ≤ 50 ms',
        `SQL: counts alone, by township ${milliseconds(quantile(peer, 0.5))}`,
      ),
    )
  }
  return rows
}

/** The figures of both windows by township: a part of what a summary answers, without categories, trend and rhythm. */
async function countInSql(db: Db, from: string, to: string): Promise<unknown> {
  return sql`
    with bounds as (
      select ${from}::timestamptz as "from", ${to}::timestamptz as "to",
        ${from}::timestamptz - (${to}::timestamptz - ${from}::timestamptz) as before
    )
    select village.parent_id as township, occurred_at >= "from" as is_current, count(*) as reported,
      count(*) filter (where state in ('reported', 'accepted', 'dispatched', 'handling', 'verifying')) as open,
      count(*) filter (where state = 'closed') as closed,
      count(*) filter (where state = 'rejected') as rejected,
      count(*) filter (where priority = 2) as emergency,
      count(*) filter (where due_at between "from" and "to") as due,
      count(*) filter (where due_at between "from" and "to" and closed_at <= due_at) as due_on_time
    from bounds, incident
      left join area_version version on version.id = incident.area_version_id
      left join area village on village.id = version.parent_id
    where occurred_at >= before and occurred_at < "to"
    group by 1, 2`.execute(db)
}
