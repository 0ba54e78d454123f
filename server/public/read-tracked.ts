import { sql } from 'kysely'
import type { AreaIndex } from '../areas/area-index.ts'
import type { Db } from '../db/connect.ts'
import { inScope } from '../db/row-scope.ts'
import { OPEN_STATES, type IncidentState } from '../domain/incident-state.ts'
import type { Rating } from '../domain/lifecycle/incident-case.ts'
import { PUBLIC_NAME } from '../domain/program-name.ts'
import type { Tracked } from './contract.ts'
import { MOST_PHOTOS } from './take-report.ts'
import { trackedBy } from './tracking.ts'

const DAY_MS = 86_400_000

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

/**
 * How the incident of a code stands, in the shapes of the contract. Of what somebody else reported (it is only followed, or goes on as the
 * report of another) the days alone, and nothing of them: as on the public map. Throws unknown_code.
 */
export async function readTracked(
  db: Db,
  areas: AreaIndex,
  typed: string,
  offsetMs: (ms: number) => number,
): Promise<Tracked> {
  return inScope(db, 'county', async (trx) => {
    const { incidentId, kind } = await trackedBy(trx, typed)
    const own = await readRow(trx, incidentId)
    const first = own.duplicateOf === null ? null : await readPublicRow(trx, own.duplicateOf)
    const row = first ?? own
    const isReporter = kind === 'report'
    const isOwn = isReporter && first === null
    const time = (at: Date) => (isOwn ? at : startOfDay(at, offsetMs)).toISOString()
    const area = own.areaId === null ? null : areas.heirOf(own.areaId)
    const path = area === null ? [] : areas.path(area).slice(1)
    return {
      kind,
      number: own.number,
      category: own.category,
      merged: first !== null,
      state: row.state,
      reportedAt: isReporter ? own.reportedAt.toISOString() : time(own.reportedAt),
      dueAt: OPEN_STATES.includes(row.state) && row.dueAt !== null ? time(row.dueAt) : null,
      suspended: row.isSuspended,
      closedAt: row.closedAt && time(row.closedAt),
      unit: row.unit === null ? null : { name: row.unit, nameEn: row.unitEn },
      answer: own.answer ?? row.answer,
      rating: isReporter ? own.rating : null,
      mayRate: isReporter && own.state === 'closed' && own.rating === null,
      photos: isReporter ? own.photos : 0,
      morePhotos: isReporter && OPEN_STATES.includes(own.state) ? Math.max(0, MOST_PHOTOS - own.photos) : 0,
      areas: (isReporter ? path : path.slice(0, 1)).map(({ name, nameEn }) => ({ name, nameEn })),
      steps: row.steps.map(({ state, at }) => ({ state, at: time(new Date(at)) })),
    }
  })
}

function startOfDay(at: Date, offsetMs: (ms: number) => number): Date {
  const offset = offsetMs(at.getTime())
  return new Date(Math.floor((at.getTime() + offset) / DAY_MS) * DAY_MS - offset)
}

/** Null for one that the public does not see: whose report goes on as that one hears no more of it. */
async function readPublicRow(trx: Db, id: number): Promise<Row | null> {
  const seen = await trx.selectFrom('public_incident').select('id').where('id', '=', id).executeTakeFirst()
  return seen ? readRow(trx, id) : null
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
