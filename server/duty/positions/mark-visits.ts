import { latLngToCell } from 'h3-js'
import { sql } from 'kysely'
import type { AreaIndex } from '../../areas/area-index.ts'
import { gridCells } from '../../areas/grid-cells.ts'
import type { Db } from '../../db/connect.ts'
import { jsonRows } from '../../db/geo.ts'
import { toUnits } from '../../domain/coverage/shape.ts'
import type { Place } from '../../domain/duty/metres-between.ts'

const DAY_MS = 86_400_000
const SLOT_MS = 15 * 60_000
const SLOTS_PER_HOUR = 4

/** Marks that are remembered at most: those of a day of two thousand operators fit. */
const MOST_REMEMBERED = 1_000_000

/**
 * That somebody was in a cell of a grid in a quarter of an hour of the county's day (YYYY-MM-DD), last at `at` (milliseconds);
 * nobody's name is in it.
 */
export type VisitMark = { gridId: number; cell: string; day: string; slot: number; at: number }

/** The mark of a position: the cell that it lies in, at the size by which its grid is counted. Null outside every grid. */
export function visitMark(
  areas: AreaIndex,
  { lon, lat, at }: Place & { at: number },
  offsetMs: (ms: number) => number,
): VisitMark | null {
  const grid = areas.locate(toUnits(lon), toUnits(lat))
  if (grid === null) return null
  const local = at + offsetMs(at)
  return {
    gridId: grid.id,
    cell: latLngToCell(lat, lon, gridCells(grid.shape).resolution),
    day: new Date(local).toISOString().slice(0, 10),
    slot: Math.floor((local % DAY_MS) / SLOT_MS),
    at,
  }
}

/**
 * Writes marks. Whoever stands still marks the same cell again and again: what this process has written is not sent again. What
 * is written twice changes nothing, so a server that starts anew, or another one beside it, does no harm.
 */
export class VisitMarks {
  readonly #written = new Set<string>()

  /** Those of the marks, in the order of their times, that this process has not written: each once, the last one. */
  fresh(marks: readonly VisitMark[]): VisitMark[] {
    return [...new Map(marks.map((mark) => [keyOf(mark), mark]))].flatMap(([key, mark]) =>
      this.#written.has(key) ? [] : [mark],
    )
  }

  /** Writes marks, all or none; `remember` them afterwards. */
  async write(db: Db, marks: readonly VisitMark[]): Promise<void> {
    if (marks.length === 0) return
    // All writers lock the same rows in the same order.
    const ordered = marks.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
    const rows = ordered.map((mark) => ({
      ...mark,
      at: new Date(mark.at),
      hours: 1 << Math.floor(mark.slot / SLOTS_PER_HOUR),
    }))
    await sql`
      with mark as materialized (
        select * from json_to_recordset(${jsonRows(rows)}) as mark(
          "gridId" int, cell text, day date, slot smallint, at timestamptz, hours int)
      ), visited as (
        insert into grid_visit (grid_id, cell, day, count)
        select distinct "gridId", cell, day, 1 from mark order by 1, 3, 2
        on conflict (grid_id, day, cell) do nothing
      ), passed as (
        insert into cell_passage (day, slot, cell)
        select distinct day, slot, cell from mark order by 1, 2, 3
        on conflict do nothing
      ), present as (
        insert into grid_presence (grid_id, day, hours)
        select "gridId", day, bit_or(hours) from mark group by 1, 2 order by 1, 2
        on conflict (grid_id, day) do update set hours = grid_presence.hours | excluded.hours
      )
      update visit_suggestion set done_on = mark.day
      from mark
      where visit_suggestion.cell = mark.cell and made_at <= mark.at
        and done_on is null and withdrawn_at is null`.execute(db)
  }

  remember(marks: readonly VisitMark[]): void {
    if (this.#written.size > MOST_REMEMBERED) this.#written.clear()
    for (const mark of marks) this.#written.add(keyOf(mark))
  }
}

function keyOf({ gridId, cell, day, slot }: VisitMark): string {
  return `${day} ${slot} ${gridId} ${cell}`
}
