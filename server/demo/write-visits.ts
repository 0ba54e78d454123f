import { sql, type Transaction } from 'kysely'
import { gridCells } from '../areas/grid-cells.ts'
import { jsonRows } from '../db/geo.ts'
import type { Database } from '../db/types.ts'
import { dayOf, type Calendar } from '../domain/calendar.ts'
import type { DemoArea } from './geometry/demo-areas.ts'
import { demoEarlierVisits } from './earlier-visits.ts'
import { demoPassages } from './passages.ts'
import { demoVisits } from './visits.ts'

const BATCH = 20_000
const DAY_MS = 86_400_000
const SLOT_MS = 15 * 60_000

/** Three months of visited cells, and of the last one at which hours and in which order they were visited. */
export async function writeDemoVisits(
  trx: Transaction<Database>,
  options: { areas: readonly DemoArea[]; calendar: Calendar; now: Date; seed: number },
): Promise<void> {
  const { areas, calendar, now, seed } = options
  const grids = areas.filter((area) => area.level === 'grid')
  const cells = new Map(grids.map((grid) => [grid.code, gridCells(grid.shape).cells]))
  const visits = demoVisits({ ...options, cells })
  const { rows: ids } = await sql<{ code: string; id: number }>`select code, id from area`.execute(trx)
  const idOf = new Map(ids.map(({ code, id }) => [code, id]))
  await inBatches([...visits, ...demoEarlierVisits({ ...options, cells })], async (batch) => {
    const rows = batch.map(({ gridCode, ...visit }) => ({ grid: idOf.get(gridCode), ...visit }))
    await sql`
      insert into grid_visit (grid_id, cell, day, count)
      select grid, cell, day, count
      from json_to_recordset(${jsonRows(rows)}) as row(grid int, cell text, day date, count int)`.execute(trx)
  })
  const localMs = now.getTime() + calendar.offsetMinutes * 60_000
  const today = new Date(dayOf(now.getTime(), calendar) * DAY_MS).toISOString().slice(0, 10)
  const slotNow = Math.floor((localMs % DAY_MS) / SLOT_MS)
  const { passages, presence } = demoPassages(visits, { today, slotNow, seed })
  await inBatches(passages, async (batch) => {
    await sql`
      insert into cell_passage (day, slot, cell)
      select day, slot, cell
      from json_to_recordset(${jsonRows(batch)}) as row(day date, slot int, cell text)`.execute(trx)
  })
  const present = presence.map(({ gridCode, ...rest }) => ({ grid: idOf.get(gridCode), ...rest }))
  await sql`
    insert into grid_presence (grid_id, day, hours)
    select grid, day, hours
    from json_to_recordset(${jsonRows(present)}) as row(grid int, day date, hours int)`.execute(trx)
}

async function inBatches<Row>(rows: readonly Row[], write: (batch: Row[]) => Promise<void>): Promise<void> {
  for (let i = 0; i < rows.length; i += BATCH) await write(rows.slice(i, i + BATCH))
}
