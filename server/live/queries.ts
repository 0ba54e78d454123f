import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'
import type { IncidentState } from '../domain/incident-state.ts'

/** Events that change so much that all must be read anew: an import. */
export type AnewRow = { seq: number; id: null }

/** A release of boundaries. */
export type ReleaseRow = { seq: number; id: null; release: number }

/** What the log tells the streams. */
export type FeedRow = StepRow | AnewRow | ReleaseRow

/** An event, with its incident as it is now: several steps of one incident all show the last. */
export type StepRow = {
  seq: number
  action: string
  at: Date
  id: number
  version: number
  number: string
  title: string
  category: string
  state: IncidentState
  priority: number
  lon: number | null
  lat: number | null
  occurredAt: number
  dueAt: number
  areaId: number | null
  unit: { id: number; areaId: number | null } | null
  /** The unit that the event took the incident from. */
  formerUnit: { id: number; areaId: number | null } | null
}

export async function readHeadSeq(db: Db): Promise<number> {
  const row = await db.selectFrom('event_head').select('seq').executeTakeFirst()
  return row?.seq ?? 0
}

/**
 * The events behind a number, in order, and the number up to which was read: events of incidents that are no more, and those
 * about no incident but imports and releases, are left out, but passed.
 */
export async function readFeed(
  db: Db,
  after: number,
  limit: number,
): Promise<{ rows: FeedRow[]; until: number }> {
  type Found = Omit<StepRow, 'id' | 'unit' | 'formerUnit'> & {
    id: number | null
    release: number | null
    unitId: number | null
    unitAreaId: number | null
    formerId: number | null
    formerAreaId: number | null
  }
  const { rows } = await sql<Found>`
    with event as materialized (
      select seq, incident_id, action, at, data from incident_event
      where seq > ${after}::bigint
      order by seq
      limit ${limit}::int
    ), now as materialized (
      -- By their ids: the planner thinks so ill of policies that it would rather join through all incidents.
      select incident.id, incident.version, number, title, category_code as category, state, priority,
        round(ST_X(incident.geom) * 1e7)::int as lon, round(ST_Y(incident.geom) * 1e7)::int as lat,
        floor(extract(epoch from occurred_at))::float8 as "occurredAt",
        case when closed_at is null then coalesce(floor(extract(epoch from due_at)), 0) else 0
          end::float8 as "dueAt",
        version.area_id as "areaId", unit.id as "unitId", unit.area_id as "unitAreaId"
      from incident
      left join area_version version on version.id = incident.area_version_id
      left join unit on unit.id = incident.unit_id
      where incident.id = any (array(select incident_id from event))
    )
    select event.seq, event.action, event.at, now.*,
      case when event.action = 'release' then (event.data ->> 'release')::int end as release, former.id as "formerId", former.area_id as "formerAreaId"
    from event
    left join now on now.id = event.incident_id
    left join unit former on former.code = event.data ->> 'leftUnit'
    order by event.seq`.execute(db)
  return {
    rows: rows.flatMap(({ unitId, unitAreaId, formerId, formerAreaId, id, release, ...row }): FeedRow[] => {
      if (release !== null) return [{ seq: row.seq, id: null, release }]
      if (id === null) return row.action === 'import' ? [{ seq: row.seq, id }] : []
      return [{ ...row, id, unit: unitOf(unitId, unitAreaId), formerUnit: unitOf(formerId, formerAreaId) }]
    }),
    until: rows.at(-1)?.seq ?? after,
  }
}

function unitOf(id: number | null, areaId: number | null): StepRow['unit'] {
  return id === null ? null : { id, areaId }
}
