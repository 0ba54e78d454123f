import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'
import { jsonRows } from '../db/geo.ts'
import { OPEN_STATES } from '../domain/incident-state.ts'
import type { Shape } from '../domain/coverage/shape.ts'

/** What an area is called. */
export type Names = { name: string; nameEn: string | null; kind: 'general' | 'exclusive' | 'micro' }

/** What areas are, or were last, called, by code. */
export async function readNames(db: Db, codes: readonly string[]): Promise<Map<string, Names>> {
  const { rows } = await sql<Names & { code: string }>`
    select code, name, name_en as "nameEn", kind from area where code in ${listed(codes)}`.execute(db)
  return new Map(rows.map(({ code, ...names }) => [code, names]))
}

/** The boundaries that areas have now, by code. */
export async function readShapesNow(db: Db, codes: readonly string[]): Promise<Map<string, Shape>> {
  const { rows } = await sql<{ code: string; shape: Shape }>`
    select area.code, version.rings as shape
    from area join area_version version on version.area_id = area.id and version.release_to is null
    where area.code in ${listed(codes)}`.execute(db)
  return new Map(rows.map(({ code, shape }) => [code, shape]))
}

/** Ids of areas, and of the versions of them that are valid now, if one is; by code. */
export async function readIdsNow(
  db: Db,
  codes: readonly string[],
): Promise<Map<string, { id: number; versionId: number | null }>> {
  const { rows } = await sql<{ code: string; id: number; versionId: number | null }>`
    select area.code, area.id, version.id as "versionId"
    from area left join area_version version on version.area_id = area.id and version.release_to is null
    where area.code in ${listed(codes)}`.execute(db)
  return new Map(rows.map(({ code, ...ids }) => [code, ids]))
}

/** Open incidents inside bounds (1e-7 degree), with the version of an area that each belongs to; asked in a scope. */
export async function readOpenInside(
  trx: Db,
  [minX, minY, maxX, maxY]: readonly [number, number, number, number],
): Promise<{ id: number; x: number; y: number; versionId: number | null }[]> {
  const envelope = sql`ST_MakeEnvelope(${minX}::int / 1e7, ${minY}::int / 1e7, ${maxX}::int / 1e7, ${maxY}::int / 1e7, 4326)`
  const { rows } = await sql<{ id: number; x: number; y: number; versionId: number | null }>`
    select * from (
      select id, round(ST_X(geom) * 1e7)::int as x, round(ST_Y(geom) * 1e7)::int as y, area_version_id as "versionId"
      from incident
      where area_version_id = any (array(select id from area_version where geom && ${envelope}))
        and state in ${listed(OPEN_STATES)}
    ) placed
    where x between ${minX}::int and ${maxX}::int and y between ${minY}::int and ${maxY}::int
    order by id`.execute(trx)
  return rows
}

/** Puts incidents into versions of areas. */
export async function writeHomes(
  trx: Db,
  homes: readonly { id: number; versionId: number | null }[],
): Promise<void> {
  if (homes.length === 0) return
  await sql`
    update incident
    set area_version_id = home."versionId", changed = pg_current_xact_id()
    from json_to_recordset(${jsonRows(homes)}) as home(id bigint, "versionId" int)
    where incident.id = home.id`.execute(trx)
}

export type LineageRow = {
  from: number | null
  to: number | null
  share: number | null
  households: number | null
  population: number | null
}

export async function insertLineage(trx: Db, release: number, rows: readonly LineageRow[]): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into area_lineage (release, from_area_id, to_area_id, share_of_area, households, population)
    select ${release}::int, "from", "to", share, households, population
    from json_to_recordset(${jsonRows(rows)}) as row("from" int, "to" int, share float8, households int, population int)`.execute(
    trx,
  )
}

/** From a day on, whoever looks after `from` looks after `to` as well: lead, backup or cover as there. */
export async function copyAssignments(
  trx: Db,
  heirs: readonly { from: number; to: number }[],
  day: string,
): Promise<void> {
  await sql`
    insert into assignment (operator_id, grid_id, role, valid)
    select distinct held.operator_id, heir."to", held.role,
      daterange(greatest(lower(held.valid), ${day}::text::date), upper(held.valid))
    from json_to_recordset(${jsonRows(heirs)}) as heir("from" int, "to" int)
    join assignment held on held.grid_id = heir."from" and held.valid && daterange(${day}::text::date, null)
    where not exists (
      select from assignment own
      where own.operator_id = held.operator_id and own.grid_id = heir."to" and own.role = held.role
        and own.valid && held.valid)`.execute(trx)
}

/** From a day on, nobody looks after areas that are no more. */
export async function endAssignments(trx: Db, areaIds: readonly number[], day: string): Promise<void> {
  const gone = sql`grid_id in (select value::int from json_array_elements_text(${jsonRows(areaIds)}))`
  await sql`delete from assignment where ${gone} and lower(valid) >= ${day}::text::date`.execute(trx)
  await sql`
    update assignment set valid = daterange(lower(valid), ${day}::text::date)
    where ${gone} and valid @> ${day}::text::date`.execute(trx)
}

/** Operators who may see `from` may see `to` as well. */
export async function copyGrants(trx: Db, heirs: readonly { from: number; to: number }[]): Promise<void> {
  await sql`
    insert into account_grant (account_id, role, area_id)
    select distinct held.account_id, held.role, heir."to"
    from json_to_recordset(${jsonRows(heirs)}) as heir("from" int, "to" int)
    join account_grant held on held.area_id = heir."from" and held.role = 'operator'
    on conflict do nothing`.execute(trx)
}

function listed(texts: readonly string[]) {
  return sql`(select json_array_elements_text(${jsonRows(texts)}))`
}
