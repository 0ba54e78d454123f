import { addWorkingTime, workingDayMs, workingTimeBetween, type Calendar } from '../calendar.ts'
import { EMERGENCY_HOURS, type DeadlineRule } from '../deadline.ts'
import { EMERGENCY } from '../incident-state.ts'
import type { IncidentCase } from './incident-case.ts'

/**
 * A rule by which something happens to an incident by itself. `timeLeft`: no more than the share `amount` of the time to
 * close is left; `overdue`: the deadline passed `amount` working days ago, of an emergency so many times its two hours.
 */
export type SupervisionRule = {
  code: string
  condition: 'timeLeft' | 'overdue'
  amount: number
  action: 'urge' | 'supervise' | 'escalate'
  days: number | null
  /** Milliseconds since 1970: what was so before does not count. */
  since: number
}

const EMERGENCY_MS = EMERGENCY_HOURS * 3_600_000

type Deadline = Pick<IncidentCase, 'priority' | 'dueAt' | 'extendedDays'>

/** Whether a rule has come to apply: it does now, and did not when the rule began. Never without a deadline. */
export function applies(
  rule: SupervisionRule,
  incident: Deadline,
  terms: { rule: DeadlineRule; calendar: Calendar },
  now: number,
): boolean {
  const { dueAt } = incident
  if (dueAt === null) return false
  if (rule.condition === 'overdue') {
    const from = overdueFrom(rule.amount, incident.priority, dueAt, terms.calendar)
    return from <= now && from >= rule.since
  }
  const isSoAt = (at: number) =>
    leftAt(at, incident, dueAt, terms.calendar) <= rule.amount * wholeTime(incident, terms)
  return now < dueAt && isSoAt(now) && !isSoAt(rule.since)
}

function overdueFrom(amount: number, priority: number, dueAt: number, calendar: Calendar): number {
  if (priority === EMERGENCY) return dueAt + amount * EMERGENCY_MS
  return amount === 0 ? dueAt : addWorkingTime(dueAt, amount, calendar)
}

function leftAt(at: number, { priority }: Deadline, dueAt: number, calendar: Calendar): number {
  return priority === EMERGENCY ? dueAt - at : workingTimeBetween(at, dueAt, calendar)
}

function wholeTime(
  { priority, extendedDays }: Deadline,
  { rule, calendar }: { rule: DeadlineRule; calendar: Calendar },
): number {
  if (priority === EMERGENCY) return EMERGENCY_MS
  return (rule.closeDays + extendedDays) * workingDayMs(calendar)
}
