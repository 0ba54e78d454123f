import { sql } from 'kysely'
import type { AreaIndex } from '../areas/area-index.ts'
import type { Db } from '../db/connect.ts'
import { inScope } from '../db/row-scope.ts'
import { OPEN_STATES, type IncidentState } from '../domain/incident-state.ts'
import type { Rating } from '../domain/lifecycle/incident-case.ts'
import { PUBLIC_NAME } from '../domain/program-name.ts'
import { MOST_PHOTOS } from './take-report.ts'
import { trackedBy } from './tracking.ts'

type Row = {
  number: string
  category: string
  state: IncidentState
  areaId: number | null
  reportedAt: Date
  dueAt: Date | null
  isSuspended: boolean
  closedAt: Date | null
  answer: string | null
  rating: Rating | null
  unit: string | null
  unitEn: string | null
  duplicateOf: number | null
  photos: number
  steps: { state: IncidentState; at: string }[]
}

/** How the incident of a code stands, in the shapes of the contract. Throws unknown_code. */
export async function readTracked(db: Db, areas: AreaIndex, typed: string) {
  return inScope(db, 'county', async (trx) => {
    const { incidentId, kind } = await trackedBy(trx, typed)
    const own = await readRow(trx, incidentId)
    // What was reported twice goes on as the first report of it.
    const row = own.duplicateOf === null ? own : await readRow(trx, own.duplicateOf)
    const isOpen = OPEN_STATES.includes(row.state)
    const area = own.areaId === null ? null : areas.heirOf(own.areaId)
    const above = area === null ? [] : areas.path(area).slice(1)
    const isReporter = kind === 'report'
    return {
      kind,
      number: own.number,
      category: own.category,
      merged: own.duplicateOf !== null,
      state: row.state,
      reportedAt: own.reportedAt.toISOString(),
      dueAt: isOpen ? (row.dueAt?.toISOString() ?? null) : null,
      suspended: row.isSuspended,
      closedAt: row.closedAt?.toISOString() ?? null,
      unit: row.unit === null ? null : { name: row.unit, nameEn: row.unitEn },
      answer: own.answer ?? row.answer,
      rating: own.rating,
      mayRate: isReporter && own.state === 'closed' && own.rating === null,
      photos: own.photos,
      morePhotos: isReporter && OPEN_STATES.includes(own.state) ? Math.max(0, MOST_PHOTOS - own.photos) : 0,
      areas: above.map(({ name, nameEn }) => ({ name, nameEn })),
      steps: row.steps,
    }
  })
}

async function readRow(trx: Db, id: number): Promise<Row> {
  const { rows } = await sql<Row>`
    select number, category_code as category, state, version.area_id as "areaId", reported_at as "reportedAt",
      due_at as "dueAt", suspended_at is not null as "isSuspended", closed_at as "closedAt", public_answer as answer,
      rating, unit.name as unit, unit.name_en as "unitEn", duplicate_of as "duplicateOf",
      (select count(*)::int from photo where photo.incident_id = incident.id and added_by = ${PUBLIC_NAME}) as photos,
      -- Only what it came to and when: no names, no words.
      coalesce((
        select json_agg(json_build_object('state', to_state, 'at', to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
          order by seq)
        from incident_event event
        where event.incident_id = incident.id and from_state is distinct from to_state), '[]') as steps
    from incident
    left join area_version version on version.id = area_version_id
    left join unit on unit.id = unit_id
    where incident.id = ${id}::bigint`.execute(trx)
  return rows[0]!
}
