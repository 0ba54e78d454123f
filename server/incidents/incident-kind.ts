import { CLOSED_CODE, isOpen, PRIORITIES, STATES } from '../domain/incident-state.ts'

/** What became of a deadline; `none` where nothing is owed: no deadline, or rejected, duplicate or void. */
export const OUTCOMES = ['none', 'pending', 'late', 'onTime'] as const
export type Outcome = (typeof OUTCOMES)[number]

const KINDS_A_STATE = PRIORITIES.length * OUTCOMES.length
const FIRST_CLOSED = CLOSED_CODE * KINDS_A_STATE

/** How many kinds there are: they fit in a byte. */
export const KINDS = STATES.length * KINDS_A_STATE

/** All that figures ask of an incident but its place and time, in one number. Times in seconds since 1970. */
export function kindOf(incident: {
  state: number
  priority: number
  dueAt: number | null
  closedAt: number | null
}): number {
  const { state, priority } = incident
  return (state * PRIORITIES.length + priority) * OUTCOMES.length + OUTCOMES.indexOf(outcomeOf(incident))
}

/** The parts of a kind, as numbers in STATES and PRIORITIES. */
export function readKind(kind: number): { state: number; priority: number; outcome: Outcome } {
  const ranked = Math.floor(kind / OUTCOMES.length)
  return {
    state: Math.floor(ranked / PRIORITIES.length),
    priority: ranked % PRIORITIES.length,
    outcome: OUTCOMES[kind % OUTCOMES.length]!,
  }
}

export function isClosed(kind: number): boolean {
  return kind >= FIRST_CLOSED && kind < FIRST_CLOSED + KINDS_A_STATE
}

function outcomeOf({ state, dueAt, closedAt }: Parameters<typeof kindOf>[0]): Outcome {
  if (dueAt === null || (!isOpen(state) && state !== CLOSED_CODE)) return 'none'
  if (closedAt === null) return 'pending'
  return closedAt <= dueAt ? 'onTime' : 'late'
}
