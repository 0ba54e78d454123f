import { sql, type Transaction } from 'kysely'
import type { Database } from '../db/types.ts'
import { OPEN_STATES, type IncidentState } from '../domain/incident-state.ts'

type Trx = Transaction<Database>

/** An incident as a wall shows it; `areaId`: the area that it was put into. */
export type CaseRow = {
  id: number
  number: string
  title: string
  category: string
  state: IncidentState
  priority: number
  areaId: number | null
  lon: number | null
  lat: number | null
  reportedAt: Date
  dueAt: Date | null
  supervisedDueAt: Date | null
}

const CASE = sql`
  incident.id, number, title, category_code as category, state, priority, version.area_id as "areaId",
  ST_X(incident.geom) as lon, ST_Y(incident.geom) as lat, reported_at as "reportedAt", due_at as "dueAt",
  supervised_due_at as "supervisedDueAt"`

const ids = (values: readonly number[]) =>
  sql`(select value::bigint from json_array_elements_text(${JSON.stringify(values)}::text::json))`

/** The incidents with these ids, in no order. */
export async function readCases(trx: Trx, incidentIds: readonly number[]): Promise<CaseRow[]> {
  if (incidentIds.length === 0) return []
  const { rows } = await sql<CaseRow>`
    select ${CASE}
    from incident left join area_version version on version.id = incident.area_version_id
    where incident.id in ${ids(incidentIds)}`.execute(trx)
  return rows
}

/** Open incidents under a supervision order, the ones due first first; `areaIds`: null: everywhere. */
export async function readSupervised(trx: Trx, areaIds: readonly number[] | null): Promise<CaseRow[]> {
  const { rows } = await sql<CaseRow>`
    select ${CASE}
    from incident left join area_version version on version.id = incident.area_version_id
    where supervised_due_at is not null and state in ${sql`(${sql.join(OPEN_STATES)})`}
      and ${areaIds === null ? sql`true` : sql`version.area_id in ${ids(areaIds)}`}
    order by supervised_due_at, incident.id`.execute(trx)
  return rows
}

export type FeedRow = {
  seq: number
  action: string
  at: Date
  id: number
  number: string
  title: string
  category: string
  state: IncidentState
  priority: number
  areaId: number | null
}

/** Looked back so far for the last steps: in an area where nothing happened for so long, none are shown. */
const FEED_REACH = 5000

/** The last steps of incidents up to a number, newest first; `areaIds`: null: everywhere. */
export async function readLastSteps(
  trx: Trx,
  areaIds: readonly number[] | null,
  { until, limit }: { until: number; limit: number },
): Promise<FeedRow[]> {
  const { rows } = await sql<FeedRow>`
    with event as materialized (
      select seq, incident_id, action, at, to_state from incident_event
      where seq > ${until - FEED_REACH}::bigint and seq <= ${until}::bigint and incident_id is not null
        and (to_state is not null or action in ('urge', 'supervise', 'escalate'))
    )
    select event.seq, event.action, event.at, incident.id, number, title, category_code as category,
      coalesce(event.to_state, state) as state, priority, version.area_id as "areaId"
    from event
    join incident on incident.id = event.incident_id
    left join area_version version on version.id = incident.area_version_id
    where ${areaIds === null ? sql`true` : sql`version.area_id in ${ids(areaIds)}`}
    order by event.seq desc limit ${limit}::int`.execute(trx)
  return rows
}

/** How many incidents came to an end since a moment: closed, rejected, duplicate or void. */
export async function readEnded(trx: Trx, areaIds: readonly number[] | null, since: Date): Promise<number> {
  const inside = areaIds === null ? sql`true` : sql`version.area_id in ${ids(areaIds)}`
  const { rows } = await sql<{ ended: number }>`
    select (
      select count(*) from incident left join area_version version on version.id = incident.area_version_id
      where closed_at >= ${since}::timestamptz and ${inside}
    )::int + (
      select count(distinct incident.id) from incident_event event
      join incident on incident.id = event.incident_id
      left join area_version version on version.id = incident.area_version_id
      where event.seq > (select seq from event_head) - ${FEED_REACH}::int and event.at >= ${since}::timestamptz
        and state in ('rejected', 'duplicate', 'void') and event.to_state = state and ${inside}
    )::int as ended`.execute(trx)
  return rows[0]?.ended ?? 0
}
