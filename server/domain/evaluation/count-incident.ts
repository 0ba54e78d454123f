import { EMERGENCY, isOpen, STATES, type IncidentState } from '../incident-state.ts'
import type { Rating } from '../lifecycle/incident-case.ts'
import type { CountedName, Counts, CountsByName } from './counts.ts'

/** What is read of an incident for a quarter. Instants in milliseconds since 1970. */
export type IncidentFacts = {
  state: IncidentState
  priority: number
  occurredAt: number
  dueAt: number | null
  closedAt: number | null
  rating: Rating | null
  isLocated: boolean
  /** By its events: how often verification failed in the quarter, and whether a supervision order came in it. */
  failures: number
  supervised: boolean
  /** By its events, whenever: what was approved of it, and whether it was sent to a unit. */
  dispatched: boolean
  returned: boolean
  extended: boolean
  suspended: boolean
  /** It happened again: the same place and category in the 30 days before (find-repeats.ts). */
  again: boolean
}

/** The quarter [from, to), and the moment by which something is overdue: its end, or now. */
export type CountedWindow = {
  from: number
  to: number
  asOf: number
  /** What was closed from then on counts as not closed; without it all that is known counts. */
  knownUntil?: number
}

const FILED = new Set<IncidentState>(['accepted', 'dispatched', 'handling', 'verifying', 'closed'])
const SENT = new Set<IncidentState>(['dispatched', 'handling', 'verifying', 'closed'])
const INVALID = new Set<IncidentState>(['rejected', 'duplicate', 'void'])

/** Whether an incident counts as one at all: neither refused, nor told of twice, nor called off. */
export function isValid(state: IncidentState): boolean {
  return !INVALID.has(state)
}

/** What one incident adds to the numerators and denominators of a quarter: the formulas of domain.md, one after the other. */
export function countIncident(facts: IncidentFacts, window: CountedWindow): CountsByName {
  const { from, to, asOf, knownUntil = Number.POSITIVE_INFINITY } = window
  const { state, dueAt } = facts
  const closedAt = facts.closedAt !== null && facts.closedAt < knownUntil ? facts.closedAt : null
  const inQuarter = (at: number | null): boolean => at !== null && at >= from && at < to
  const counts: CountsByName = {}
  const count = (name: CountedName, isHit: boolean | number, of = 1): void => {
    const own: Counts = { numerator: Number(isHit), denominator: of }
    if (own.denominator > 0) counts[name] = own
  }
  const isFiled = FILED.has(state)

  if (inQuarter(facts.occurredAt)) {
    if (isFiled || state === 'rejected') count('filing', isFiled)
    if (isFiled) count('validReports', true)
    if (facts.dispatched || SENT.has(state)) {
      count('returned', facts.returned)
      count('extended', facts.extended)
      count('suspended', facts.suspended)
    }
    if (facts.isLocated && isValid(state)) count('recurrence', facts.again)
  }
  // A suspended one has no deadline, and leaves what was due.
  if (inQuarter(dueAt) && isValid(state)) {
    const isOnTime = closedAt !== null && closedAt <= dueAt!
    count('closing', closedAt !== null)
    count('onTime', isOnTime)
    if (facts.priority === EMERGENCY) count('emergencyOnTime', isOnTime)
  }
  const isClosedThen = inQuarter(closedAt)
  count('rework', facts.failures, facts.failures + (isClosedThen ? 1 : 0))
  if (isClosedThen && facts.rating !== null) count('satisfaction', facts.rating === 'satisfied')

  const isLate = dueAt !== null && dueAt < asOf && isValid(state)
  if (isLate && (isOpen(STATES.indexOf(state)) || closedAt === null || closedAt >= asOf))
    count('overdue', true)
  if (facts.supervised) count('supervised', true)
  return counts
}
