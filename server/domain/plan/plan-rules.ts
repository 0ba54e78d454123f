import { dayAfter } from '../staffing/grid-staffing.ts'
import { daysBetween, stateOf, type MilestoneDays } from './milestone.ts'

/** A step that a milestone's lateness takes by itself, once: so many days after its end. */
export type PlanRule = {
  code: string
  action: 'urge' | 'supervise' | 'escalate'
  daysAfterEnd: number
  /** Of a supervision: days until its own deadline. */
  days: number | null
}

/** As with cases: first a nudge, then an order with a deadline, then the level above. */
export const PLAN_RULES: readonly PlanRule[] = [
  { code: 'overdue', action: 'urge', daysAfterEnd: 1, days: null },
  { code: 'overdue-14', action: 'supervise', daysAfterEnd: 14, days: 14 },
  { code: 'overdue-30', action: 'escalate', daysAfterEnd: 30, days: null },
]

/** A milestone goes from its unit to the township's head, and from there to the county's. */
export const HIGHEST_ESCALATION = 2

/** The rules that have come to apply to a milestone and have not fired for it, in their order. At the top nothing is escalated. */
export function dueRules(
  milestone: MilestoneDays & { escalation: number },
  fired: readonly string[],
  today: string,
): PlanRule[] {
  if (stateOf(milestone, today) !== 'overdue') return []
  const late = daysBetween(milestone.endsOn, today)
  return PLAN_RULES.filter(
    ({ code, action, daysAfterEnd }) =>
      late >= daysAfterEnd &&
      !fired.includes(code) &&
      !(action === 'escalate' && milestone.escalation >= HIGHEST_ESCALATION),
  )
}

/** The last day of a supervision that is ordered on a day. */
export function supervisedUntil(today: string, days: number): string {
  return dayAfter(today, days)
}
