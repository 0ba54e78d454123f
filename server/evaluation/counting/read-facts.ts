import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'
import {
  countIncident,
  isValid,
  type CountedWindow,
  type IncidentFacts,
} from '../../domain/evaluation/count-incident.ts'
import type { CountsByName } from '../../domain/evaluation/counts.ts'
import { findRepeats, REPEAT_MS } from '../../domain/evaluation/find-repeats.ts'
import type { IncidentState } from '../../domain/incident-state.ts'
import { inTurns } from '../../turns.ts'

/** An incident that counts in a quarter, where it happened, who has it, and what it adds to which figures. */
export type CountedIncidentRow = {
  id: number
  number: string
  /** The area that it happened in, as it was then; null when it is not located. */
  areaId: number | null
  unitId: number | null
  occurredAt: number
  dueAt: number | null
  closedAt: number | null
  counts: CountsByName
}

/** What is on file of an incident that may count, where it happened and who has it. */
export type FactsRow = IncidentFacts & Omit<CountedIncidentRow, 'counts'>

type Row = Omit<FactsRow, 'isLocated' | 'again'>

/**
 * All incidents that count in a quarter by what is on file now, in the order of their ids; those of an area where `areaIds` names
 * it. Must be called in a transaction that sees the whole county: repeats are looked for on both sides of every border.
 */
export async function readCounted(
  trx: Db,
  window: CountedWindow,
  areaIds: readonly number[] | null = null,
): Promise<CountedIncidentRow[]> {
  return (await readFacts(trx, window, areaIds)).flatMap((facts) => {
    const counts = countIncident(facts, window)
    const { id, number, areaId, unitId, occurredAt, dueAt, closedAt } = facts
    return Object.keys(counts).length === 0
      ? []
      : [{ id, number, areaId, unitId, occurredAt, dueAt, closedAt, counts }]
  })
}

/** The same, uncounted: what each is counted by, and a few that then count for nothing. */
export async function readFacts(
  trx: Db,
  window: CountedWindow,
  areaIds: readonly number[] | null,
): Promise<FactsRow[]> {
  const rows = await readRows(trx, window, areaIds)
  const { located, repeats } = await readRepeats(trx, window)
  return rows.map((row) => ({ ...row, isLocated: located.has(row.id), again: repeats.has(row.id) }))
}

/** Each way into a quarter by an index of its own: occurred, due, closed or overdue then, failed or supervised. */
async function readRows(
  trx: Db,
  { from, to, asOf }: CountedWindow,
  areaIds: readonly number[] | null,
): Promise<Row[]> {
  const [start, end, moment] = [new Date(from), new Date(to), new Date(asOf)]
  const { rows } = await sql<Row>`
    with wanted as (
      select id from incident where occurred_at >= ${start}::timestamptz and occurred_at < ${end}::timestamptz
      union select id from incident where due_at >= ${start}::timestamptz and due_at < ${end}::timestamptz
      union select id from incident where closed_at >= ${start}::timestamptz and closed_at < ${end}::timestamptz
      union select id from incident where due_at < ${moment}::timestamptz
        and state in ('reported', 'accepted', 'dispatched', 'handling', 'verifying')
      union select id from incident where due_at < ${moment}::timestamptz and closed_at >= ${moment}::timestamptz
      union select incident_id from incident_event where action in ('fail', 'supervise')
        and at >= ${start}::timestamptz and at < ${end}::timestamptz
    ), told as (
      select incident_id as id,
        (count(*) filter (where action = 'fail' and at >= ${start}::timestamptz and at < ${end}::timestamptz))::int as failures,
        bool_or(action = 'supervise' and at >= ${start}::timestamptz and at < ${end}::timestamptz) as supervised,
        bool_or(action = 'dispatch') as dispatched,
        bool_or(action = 'approve' and data ->> 'kind' = 'return') as returned,
        bool_or(action = 'approve' and data ->> 'kind' = 'extension') as extended,
        bool_or(action = 'approve' and data ->> 'kind' = 'suspension') as suspended
      from incident_event
      where incident_id in (select id from wanted) and action in ('fail', 'supervise', 'dispatch', 'approve')
      group by incident_id
    )
    select incident.id, number, version.area_id as "areaId", unit_id as "unitId", state, priority, rating,
      (extract(epoch from occurred_at) * 1000)::float8 as "occurredAt",
      (extract(epoch from due_at) * 1000)::float8 as "dueAt",
      (extract(epoch from closed_at) * 1000)::float8 as "closedAt",
      coalesce(failures, 0) as failures, coalesce(supervised, false) as supervised,
      coalesce(dispatched, false) as dispatched, coalesce(returned, false) as returned,
      coalesce(extended, false) as extended, coalesce(suspended, false) as suspended
    from wanted
    join incident on incident.id = wanted.id
    left join area_version version on version.id = incident.area_version_id
    left join told on told.id = incident.id
    ${areaIds === null ? sql`` : sql`where version.area_id = any (${`{${areaIds.join()}}`}::integer[])`}
    order by incident.id`.execute(trx)
  return rows
}

type Located = {
  id: number
  category: string
  lon: number
  lat: number
  occurredAt: number
  state: IncidentState
}

async function readRepeats(
  trx: Db,
  { from, to }: CountedWindow,
): Promise<{ located: Set<number>; repeats: Set<number> }> {
  const { rows } = await sql<Located>`
    select id, category_code as category, ST_X(geom) as lon, ST_Y(geom) as lat, state,
      (extract(epoch from occurred_at) * 1000)::float8 as "occurredAt"
    from incident
    where occurred_at >= ${new Date(from - REPEAT_MS)}::timestamptz and occurred_at < ${new Date(to)}::timestamptz
      and geom is not null`.execute(trx)
  return {
    located: new Set(rows.map(({ id }) => id)),
    repeats: await inTurns(findRepeats(rows.filter(({ state }) => isValid(state)))),
  }
}
