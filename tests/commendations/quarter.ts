import { sql } from 'kysely'
import type { Db } from '../../server/db/connect.ts'
import type { AreaIndex } from '../../server/areas/area-index.ts'
import { quartersToCommend } from '../../server/domain/commendation/quarters.ts'
import { insertIncidents } from '../../server/incidents/insert.ts'
import { zoneOffset } from '../../server/time-zone.ts'
import { at, incident } from '../support/small-county.ts'

const offset = zoneOffset('Asia/Shanghai')

/** The last quarter that is over, and the days of it. */
export const QUARTER = quartersToCommend(Date.now(), offset)[0]!

/** So many days into that quarter. */
export const dayOfQuarter = (days: number): Date => new Date(QUARTER.from + days * 86_400_000)

/**
 * Incidents of that quarter, to be reckoned by hand. OP1 leads A1a and A1b since January: five are due in them, of which four
 * were closed; one that another's grid has, one that nobody filed, and one from before the day on which OP1 came (`since`).
 */
export async function addQuarter(db: Db, index: AreaIndex): Promise<void> {
  const one = (number: string, day: number, more: object) =>
    incident(index, {
      number,
      occurredAt: dayOfQuarter(day),
      dueAt: dayOfQuarter(day + 7),
      categoryCode: '0301',
      ...at(0.5, 0.5),
      ...more,
    })
  const closedOn = (day: number) => ({ state: 'closed' as const, closedAt: dayOfQuarter(day) })
  await insertIncidents(db, [
    one('Q1', 10, closedOn(12)),
    // The same place and category again, ten days later.
    one('Q2', 20, closedOn(22)),
    one('Q3', 21, { ...closedOn(30), ...at(0.5, 1.5), categoryCode: '0402' }),
    one('Q4', 40, { ...closedOn(41), ...at(0.9, 1.5), categoryCode: '0402' }),
    one('Q5', 41, { state: 'handling', ...at(0.2, 0.2) }),
    one('Q6', 41, { state: 'rejected', dueAt: null }),
    one('Q7', 42, { ...closedOn(43), ...at(1.5, 0.5) }),
    one('Q8', 2, { ...closedOn(3), ...at(0.7, 0.2), categoryCode: '0501', dueAt: dayOfQuarter(3) }),
  ])
  await sql`update incident set rating = case number when 'Q3' then 'neutral' else 'satisfied' end
    where number in ('Q1', 'Q3', 'Q4', 'Q8')`.execute(db)
  // OP1 came on the sixth day of the quarter; before, nobody led these grids.
  const came = new Date(QUARTER.from + 5 * 86_400_000 + 8 * 3_600_000).toISOString().slice(0, 10)
  await sql`update assignment set valid = daterange(${came}::date, null)
    where operator_id = (select id from operator where code = 'OP1')`.execute(db)
}
