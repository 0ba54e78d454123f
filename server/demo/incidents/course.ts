import { addWorkingTime, nextWorkingInstant, type Calendar } from '../../domain/calendar.ts'
import { closeDueAt, type DeadlineRule } from '../../domain/deadline.ts'
import { EMERGENCY, type IncidentState } from '../../domain/incident-state.ts'
import type { Random } from '../random.ts'
import type { CategoryProfile } from './category-profile.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

const DUPLICATE_SHARE = 0.014
const VOID_SHARE = 0.003

/** Where an incident stands now. Instants in milliseconds; the deadline is null where nothing is to be done. */
export type Course = { state: IncidentState; dueAt: number | null; closedAt: number | null }

export type CourseQuestion = {
  reportedAt: number
  now: number
  priority: number
  profile: CategoryProfile
  rule: DeadlineRule
  calendar: Calendar
  byOperator: boolean
  /** The chance, 0 to 1, that this place closes such an incident in time. */
  onTimeChance: number
}

/** Invents the life of an incident up to now, by the rules of domain.md: state, deadline, and when it was closed. */
export function inventCourse(question: CourseQuestion, random: Random): Course {
  const { reportedAt, now, priority, profile, rule, calendar } = question
  const decidedAt = decisionAt(question, random)
  const dueAt = closeDueAt(reportedAt, priority, rule, calendar)
  const fate = random.next()
  if (fate < profile.rejectedShare + DUPLICATE_SHARE + VOID_SHARE) {
    if (now < decidedAt) return { state: 'reported', dueAt, closedAt: null }
    if (fate < profile.rejectedShare) return { state: 'rejected', dueAt: null, closedAt: null }
    const isDuplicate = fate < profile.rejectedShare + DUPLICATE_SHARE
    return { state: isDuplicate ? 'duplicate' : 'void', dueAt: null, closedAt: null }
  }
  const closedAt = Math.round(closing(question, dueAt, random))
  if (closedAt <= now) return { state: 'closed', dueAt, closedAt }
  return {
    state: openState(question, Math.min(decidedAt, closedAt), closedAt, random),
    dueAt,
    closedAt: null,
  }
}

/** The command centre looks at a report within minutes in office hours; half of the others wait for the office. */
function decisionAt({ reportedAt, priority, calendar }: CourseQuestion, random: Random): number {
  if (priority === EMERGENCY) return reportedAt + random.between(1, 8) * MINUTE
  const delay = Math.min(6 * HOUR, 18 * MINUTE * Math.exp(0.9 * random.normal()))
  const from = random.next() < 0.5 ? reportedAt : nextWorkingInstant(reportedAt, calendar)
  return from + delay
}

function closing(question: CourseQuestion, dueAt: number, random: Random): number {
  const { reportedAt, priority, profile, byOperator, onTimeChance, calendar } = question
  const span = dueAt - reportedAt
  const inTime = random.next() < onTimeChance
  if (priority === EMERGENCY) {
    return inTime ? reportedAt + span * random.between(0.12, 0.97) : dueAt + exponential(1.5 * HOUR, random)
  }
  if (byOperator && random.next() < profile.onTheSpot) return reportedAt + random.between(8, 75) * MINUTE
  if (inTime) {
    // Most are closed well ahead; work that is done at night is signed off the next morning.
    const share = priority > 0 ? random.between(0.03, 0.6) : 0.04 + 0.94 * random.next() ** 1.25
    const morning = nextWorkingInstant(reportedAt + span * share, calendar)
    return Math.min(dueAt, morning + random.between(0, 50) * MINUTE)
  }
  const isStuck = random.next() < 0.03
  return addWorkingTime(dueAt, 0.05 + exponential(isStuck ? 18 : 2.2, random), calendar)
}

/** How far an incident that will be closed later has come: the stages share the time between report and closing. */
function openState(
  question: CourseQuestion,
  decidedAt: number,
  closedAt: number,
  random: Random,
): IncidentState {
  const { now } = question
  if (now < decidedAt) return 'reported'
  const progress = (now - decidedAt) / Math.max(1, closedAt - decidedAt)
  if (progress < random.between(0.02, 0.08)) return 'accepted'
  if (progress < random.between(0.1, 0.3)) return 'dispatched'
  return progress < random.between(0.75, 0.95) ? 'handling' : 'verifying'
}

function exponential(mean: number, random: Random): number {
  return -mean * Math.log(1 - random.next())
}
