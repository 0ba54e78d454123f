import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'
import { jsonRows } from '../db/geo.ts'
import { OPEN_STATES } from '../domain/incident-state.ts'
import type { Bounds } from './inside-shapes.ts'

/** An incident as boundaries are concerned with it: place in 1e-7 degree. */
export type PlacedIncident = { x: number; y: number; open: boolean; year: boolean }

/**
 * Located incidents inside bounds (1e-7 degree) that are open or occurred within the last 365 days. Asked in a scope. Found
 * by the areas of those bounds, whatever release they are of, for no policy lets an index of places be used.
 */
export async function readIncidentsInside(
  trx: Db,
  [minX, minY, maxX, maxY]: Bounds,
): Promise<PlacedIncident[]> {
  const envelope = sql`ST_MakeEnvelope(${minX}::int / 1e7, ${minY}::int / 1e7, ${maxX}::int / 1e7, ${maxY}::int / 1e7, 4326)`
  const { rows } = await sql<PlacedIncident>`
    select * from (
      select round(ST_X(geom) * 1e7)::int as x, round(ST_Y(geom) * 1e7)::int as y,
        state in (select json_array_elements_text(${jsonRows(OPEN_STATES)})) as open,
        occurred_at > now() - interval '365 days' as year
      from incident
      where area_version_id = any (array(select id from area_version where geom && ${envelope}))
        and geom is not null
    ) placed
    where (open or year) and x between ${minX}::int and ${maxX}::int and y between ${minY}::int and ${maxY}::int
    order by x, y`.execute(trx)
  return rows
}

/** Ids of those who look after each area on a day ("2026-03-01"), as lead or backup, by the area's id. */
export async function readOperatorsOn(
  db: Db,
  areaIds: readonly number[],
  day: string,
): Promise<Map<number, number[]>> {
  const { rows } = await sql<{ areaId: number; operators: number[] }>`
    select grid_id as "areaId", array_to_json(array_agg(distinct operator_id)) as operators
    from assignment
    where valid @> ${day}::text::date and role in ('lead', 'backup')
      and grid_id in (select value::int from json_array_elements_text(${jsonRows(areaIds)}))
    group by grid_id`.execute(db)
  return new Map(rows.map(({ areaId, operators }) => [areaId, operators]))
}

/** Which of the areas somebody leads or covers on a day. */
export async function readAnsweredOn(db: Db, areaIds: readonly number[], day: string): Promise<Set<number>> {
  const { rows } = await sql<{ areaId: number }>`
    select distinct grid_id as "areaId" from assignment
    where valid @> ${day}::text::date and role in ('lead', 'cover')
      and grid_id in (select value::int from json_array_elements_text(${jsonRows(areaIds)}))`.execute(db)
  return new Set(rows.map(({ areaId }) => areaId))
}

/** Codes that areas have or had, and those that open drafts but one have for new ones. */
export async function readTakenCodes(db: Db, exceptDraft: number): Promise<Set<string>> {
  const { rows } = await sql<{ code: string }>`
    select code from area
    union
    select jsonb_path_query(operations, '$.**.code') #>> '{}' from boundary_draft
    where state not in ('published', 'discarded') and id <> ${exceptDraft}::int`.execute(db)
  return new Set(rows.map(({ code }) => code))
}
