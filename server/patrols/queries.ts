import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'

export type GridCare = {
  gridId: number
  lead: boolean
  operatorIds: number[]
  cells: number
  visitedCells: number
  lastVisit: string | null
}

/** Staffing on a day, and the cells visited on the days from `fromDay` to `toDay`, of every grid that is valid now. */
export async function readGridCare(
  db: Db,
  days: { today: string; fromDay: string; toDay: string },
): Promise<GridCare[]> {
  const { rows } = await sql<GridCare>`
    with staff as materialized (
      select grid_id, bool_or(role in ('lead', 'cover')) as lead, array_agg(distinct operator_id) as operators
      from assignment
      where valid @> ${days.today}::text::date
      group by grid_id
    ), visited as materialized (
      select grid_id, count(distinct cell)::int as cells
      from grid_visit
      where day between ${days.fromDay}::text::date and ${days.toDay}::text::date
      group by grid_id
    ), latest as materialized (
      select grid_id, max(day)::text as day
      from grid_visit
      where day <= ${days.toDay}::text::date
      group by grid_id
    )
    select version.area_id as "gridId", coalesce(staff.lead, false) as lead,
      coalesce(array_to_json(staff.operators), '[]') as "operatorIds", coalesce(version.cell_count, 0) as cells,
      least(coalesce(visited.cells, 0), coalesce(version.cell_count, 0)) as "visitedCells", latest.day as "lastVisit"
    from area_version version
    join area on area.id = version.area_id and area.level = 'grid'
    left join staff on staff.grid_id = area.id
    left join visited on visited.grid_id = area.id
    left join latest on latest.grid_id = area.id
    where version.release_to is null`.execute(db)
  return rows
}

/** Cells visited on the days, with the last day of each, inside the grids named. */
export async function readVisitedCells(
  db: Db,
  gridIds: readonly number[],
  days: { fromDay: string; toDay: string },
): Promise<{ cell: string; lastVisit: string }[]> {
  const { rows } = await sql<{ cell: string; lastVisit: string }>`
    select cell, max(day)::text as "lastVisit"
    from grid_visit
    where day between ${days.fromDay}::text::date and ${days.toDay}::text::date
      and grid_id in (select value::int from json_array_elements_text(${JSON.stringify(gridIds)}::text::json))
    group by cell
    order by cell`.execute(db)
  return rows
}
