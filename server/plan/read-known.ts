import type { Transaction } from 'kysely'
import type { Database } from '../db/types.ts'
import type { Db } from '../db/connect.ts'
import type { Measure } from '../domain/plan/milestone.ts'
import { quarterOf, type Quarter } from '../domain/quarter.ts'
import { localDate } from '../domain/local-date.ts'
import { measureOf, readChannels, readRuns, readStaff, type Known } from './measure.ts'
import type { MilestoneRow } from './queries.ts'

const QUARTERS = 5

/** A moment of the county: its day, and the quarters up to it, the running one last. */
export type Moment = { now: number; today: string; quarters: readonly Quarter[] }

export function momentOf(now: number, offsetMs: (ms: number) => number): Moment {
  return {
    now,
    today: localDate(now, offsetMs),
    quarters: Array.from({ length: QUARTERS }, (_, i) => quarterOf(now, offsetMs, i + 1 - QUARTERS)),
  }
}

/** Runs work in a transaction that sees the incidents in somebody's scope. */
export type InScope = <Result>(work: (trx: Transaction<Database>) => Promise<Result>) => Promise<Result>

/** What the system knows of each township at a moment, by the id of its area. */
export async function readKnown(db: Db, inScope: InScope, moment: Moment): Promise<Map<number, Known>> {
  const staff = await readStaff(db, moment.today)
  const { runs, channels } = await inScope(async (trx) => ({
    runs: await readRuns(trx, moment.quarters),
    channels: await readChannels(trx, moment.now),
  }))
  return new Map(
    staff.map((row) => [
      row.areaId,
      {
        staff: row,
        runs: runs.filter(({ areaId }) => areaId === row.areaId),
        channels: channels.find(({ areaId }) => areaId === row.areaId) ?? null,
      },
    ]),
  )
}

/** How far a milestone has come: as the system knows, or as somebody counted. Null where nobody has. */
export function measureNow(
  row: MilestoneRow,
  known: ReadonlyMap<number, Known>,
  { quarters }: Pick<Moment, 'quarters'>,
): Measure | null {
  if (row.counted !== null) return { numerator: row.counted, denominator: row.countedOf! }
  const here = known.get(row.areaId)
  return here ? measureOf(row.kind, here, { planned: row.planned, quarter: quarters.at(-1)!.name }) : null
}
