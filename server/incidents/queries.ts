import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'
import { readCandidates, type Candidates } from './candidates.ts'
import type { ListRequest } from './list-request.ts'
import { toDegrees } from '../domain/coverage/shape.ts'

/** Where the next page begins: behind this incident. */
export type Cursor = { occurredAt: Date; id: number }

export type Page = { limit: number; after: Cursor | null }

const LON = sql<number | null>`round(ST_X(incident.geom)::numeric, 7)::float8`.as('lon')
const LAT = sql<number | null>`round(ST_Y(incident.geom)::numeric, 7)::float8`.as('lat')

const COLUMNS = [
  'incident.id',
  'incident.number',
  'incident.category_code as category',
  'incident.source',
  'incident.title',
  'incident.address',
  'incident.occurred_at as occurredAt',
  'incident.reported_at as reportedAt',
  'incident.state',
  'incident.priority',
  'incident.due_at as dueAt',
  'incident.closed_at as closedAt',
  'incident.version',
] as const

function select(db: Db) {
  return db
    .selectFrom('incident')
    .leftJoin('area_version as version', 'version.id', 'incident.area_version_id')
    .leftJoin('area', 'area.id', 'version.area_id')
    .leftJoin('unit', 'unit.id', 'incident.unit_id')
    .select([...COLUMNS, 'area.code as area', 'area.id as areaId', 'unit.code as unitCode'])
    .select([LON, LAT])
}

/** The incidents of a list, in no order. */
function selectFitting(
  db: Db,
  { filter, areaIds, unitIds, words, unit, due }: ListRequest,
  { inBox, withWords }: Candidates,
) {
  let query = select(db)
  if (areaIds) query = query.where('version.area_id', 'in', areaIds.length > 0 ? areaIds : [0])
  if (unitIds) query = query.where('incident.unit_id', 'in', unitIds)
  if (unit) query = query.where('unit.code', '=', unit)
  if (due.from) query = query.where('due_at', '>=', due.from)
  if (due.to) query = query.where('due_at', '<', due.to)
  if (filter.from) query = query.where('occurred_at', '>=', filter.from)
  if (filter.to) query = query.where('occurred_at', '<', filter.to)
  if (filter.categories) query = query.where('category_code', 'in', [...filter.categories])
  if (filter.states) query = query.where('state', 'in', [...filter.states])
  if (filter.source) query = query.where('source', '=', filter.source)
  if (filter.bbox) {
    if (inBox) query = query.where(isOneOf(inBox))
    const [west, south, east, north] = filter.bbox.map(toDegrees)
    query = query.where(
      sql<boolean>`incident.geom && ST_MakeEnvelope(${west}::float8, ${south}::float8, ${east}::float8, ${north}::float8, 4326)`,
    )
  }
  if (words) {
    if (withWords) query = query.where(isOneOf(withWords))
    for (const term of words.terms) {
      const pattern = term.replace(/[\\%_]/g, '\\$&')
      query = query.where((e) =>
        e.or([
          e('number', 'ilike', `${pattern}%`),
          e('title', 'ilike', `%${pattern}%`),
          e('address', 'ilike', `%${pattern}%`),
        ]),
      )
    }
  }
  return query
}

/** The incidents of one page, newest first. */
function selectPage(db: Db, request: ListRequest, { limit, after }: Page, candidates: Candidates) {
  const query = selectFitting(db, request, candidates)
    .orderBy('incident.occurred_at', 'desc')
    .orderBy('incident.id', 'desc')
    .limit(limit)
  if (after === null) return query
  const isBehind = sql<boolean>`(occurred_at, incident.id) < (${after.occurredAt}::timestamptz, ${after.id}::bigint)`
  return query.where(isBehind)
}

/** A page of incidents, newest first, in the areas that they happened in. `candidates` are those of the list, if known. */
export async function listIncidents(db: Db, request: ListRequest, page: Page, candidates?: Candidates) {
  const known = candidates ?? (await readCandidates(db, request))
  return selectPage(db, request, page, known).execute()
}

/** The same page, of each no more than where it is. */
export async function listPoints(db: Db, request: ListRequest, page: Page, candidates: Candidates) {
  const query = selectPage(db, request, page, candidates)
  return query.clearSelect().select(['incident.id', 'incident.occurred_at as occurredAt', LON, LAT]).execute()
}

/** How many incidents fit, wherever boundaries would put them. */
export async function countIncidents(db: Db, request: ListRequest): Promise<number> {
  const { count } = await selectFitting(db, request, await readCandidates(db, request))
    .clearSelect()
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Categories and units by their codes. */
export async function readNames(db: Db) {
  const byCode = <Row extends { code: string }>(rows: readonly Row[]) =>
    new Map(rows.map((row) => [row.code, row]))
  const columns = ['code', 'name', 'name_en as nameEn'] as const
  return {
    categories: byCode(await db.selectFrom('category').select(columns).execute()),
    units: byCode(await db.selectFrom('unit').select(columns).execute()),
  }
}

const isOneOf = (ids: readonly number[]) => sql<boolean>`incident.id = any (${`{${ids.join()}}`}::bigint[])`

export type IncidentRow = Awaited<ReturnType<typeof listIncidents>>[number]

export async function readIncident(db: Db, id: number) {
  const row = await select(db)
    .select([
      'incident.description',
      'incident.source_category as sourceCategory',
      'unit.id as unitId',
      'unit.area_id as unitAreaId',
    ])
    .where('incident.id', '=', id)
    .executeTakeFirst()
  if (!row) return null
  const { unitId, unitAreaId, ...rest } = row
  return { ...rest, unit: unitId === null ? null : { id: unitId, areaId: unitAreaId } }
}
