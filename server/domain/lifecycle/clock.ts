import { addWorkingMs, addWorkingTime, workingTimeBetween, type Calendar } from '../calendar.ts'
import { EMERGENCY } from '../incident-state.ts'
import type { IncidentCase } from './incident-case.ts'

/** No deadline lies further than so many working days after the report, extensions included. */
export const MOST_CLOSE_DAYS = 15

/**
 * Stops the clock: what is left of each deadline is kept, and the deadlines are none meanwhile. One that has passed stays:
 * a suspension excuses no delay.
 */
export function stopClock(incident: IncidentCase, now: number, calendar: Calendar): IncidentCase {
  const left = (due: number | null) =>
    due === null || due <= now
      ? null
      : incident.priority === EMERGENCY
        ? due - now
        : workingTimeBetween(now, due, calendar)
  const closeLeftMs = left(incident.dueAt)
  const feedbackLeftMs = left(incident.feedbackDueAt)
  return {
    ...incident,
    suspendedAt: now,
    closeLeftMs,
    feedbackLeftMs,
    dueAt: closeLeftMs === null ? incident.dueAt : null,
    feedbackDueAt: feedbackLeftMs === null ? incident.feedbackDueAt : null,
  }
}

/** Lets the clock run on with what was left of it. */
export function startClock(incident: IncidentCase, now: number, calendar: Calendar): IncidentCase {
  const due = (left: number) =>
    incident.priority === EMERGENCY ? now + left : addWorkingMs(now, left, calendar)
  const { closeLeftMs, feedbackLeftMs } = incident
  return {
    ...incident,
    suspendedAt: null,
    closeLeftMs: null,
    feedbackLeftMs: null,
    dueAt: closeLeftMs === null ? incident.dueAt : due(closeLeftMs),
    feedbackDueAt: feedbackLeftMs === null ? incident.feedbackDueAt : due(feedbackLeftMs),
  }
}

/** Moves both deadlines by working days. */
export function extendClock(incident: IncidentCase, days: number, calendar: Calendar): IncidentCase {
  const later = (due: number | null) => (due === null ? null : addWorkingTime(due, days, calendar))
  return {
    ...incident,
    extendedDays: incident.extendedDays + days,
    dueAt: later(incident.dueAt),
    feedbackDueAt: later(incident.feedbackDueAt),
  }
}
