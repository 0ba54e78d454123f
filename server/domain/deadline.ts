import { addWorkingTime, type Calendar } from './calendar.ts'
import { EMERGENCY } from './incident-state.ts'

const HOUR = 3_600_000

/** An emergency is to be closed within two hours by the clock, day and night (domain.md, incident life cycle). */
export const EMERGENCY_HOURS = 2

/** The working days that a category allows; the columns feedback_days and close_days of its row. */
export type DeadlineRule = {
  feedbackDays: number
  closeDays: number
}

/** Where a category has no rule of its own: 2 working days to feedback, 7 to close. */
export const DEFAULT_DEADLINE_RULE: DeadlineRule = { feedbackDays: 2, closeDays: 7 }

/**
 * When an incident must be closed: the deadline (due_at) that "on time" is measured against. Runs from the report, so
 * that slow acceptance is not hidden. Emergencies run by the clock, all others in working time.
 */
export function closeDueAt(
  reportedAtMs: number,
  priority: number,
  rule: DeadlineRule,
  calendar: Calendar,
): number {
  return dueAfter(reportedAtMs, priority, rule.closeDays, calendar)
}

/** When the unit must have given feedback; for an emergency the same as the time to close. */
export function feedbackDueAt(
  reportedAtMs: number,
  priority: number,
  rule: DeadlineRule,
  calendar: Calendar,
): number {
  return dueAfter(reportedAtMs, priority, rule.feedbackDays, calendar)
}

function dueAfter(reportedAtMs: number, priority: number, workingDays: number, calendar: Calendar): number {
  if (priority === EMERGENCY) return reportedAtMs + EMERGENCY_HOURS * HOUR
  return addWorkingTime(reportedAtMs, workingDays, calendar)
}

/** Whether it was closed by the deadline; the instant of the deadline itself is on time. */
export function isOnTime(closedAtMs: number, dueAtMs: number): boolean {
  return closedAtMs <= dueAtMs
}
