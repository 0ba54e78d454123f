import { readCalendar } from '../calendar/read-calendar.ts'
import type { Db } from '../db/connect.ts'
import { inScope } from '../db/row-scope.ts'
import { applyAction } from '../domain/lifecycle/apply-action.ts'
import type { Rating } from '../domain/lifecycle/incident-case.ts'
import type { Actor } from '../domain/lifecycle/refusal.ts'
import { PUBLIC_NAME } from '../domain/program-name.ts'
import { CodedError } from '../errors.ts'
import { refused } from '../handling/act.ts'
import { takeStep } from '../handling/take-step.ts'
import { trackedBy } from './tracking.ts'

const REPORTER: Actor = { name: PUBLIC_NAME, roles: new Set(), ofUnit: false, isReporter: true }

/**
 * Rates what was done, once, for whoever reported it and holds its code: by the rules of the life cycle, so that it counts as every rating does. Throws
 * unknown_code, not_allowed for who only follows, wrong_state.
 */
export async function rateReport(db: Db, typed: string, rating: Rating, now: number): Promise<void> {
  await inScope(db, 'county', async (trx) => {
    const { incidentId, kind } = await trackedBy(trx, typed)
    if (kind !== 'report')
      throw new CodedError('not_allowed', 'Whoever reported it rates what was done; this code only follows.')
    await takeStep(trx, incidentId, async (row) => {
      if (row === null) return null
      const at = Math.max(now, row.incident.reportedAt)
      const terms = { rule: row, calendar: await readCalendar(trx) }
      const taken = applyAction(row.incident, 'rate', { rating }, REPORTER, at, terms)
      if ('why' in taken) throw refused(taken)
      return { ...taken, action: 'rate', actor: PUBLIC_NAME, actorRole: PUBLIC_NAME, at, note: null }
    })
  })
}
