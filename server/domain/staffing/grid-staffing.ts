import { answersFor, holdsOn, type Tenure } from './assignment.ts'

/** How a grid is staffed on a day. */
export const STAFFINGS = ['led', 'cover', 'backup', 'vacant'] as const
export type Staffing = (typeof STAFFINGS)[number]

/** By the assignments of one grid: led, covered for a while, with a backup alone, or with nobody. The last two are vacant. */
export function staffingOf(assignments: readonly Tenure[], day: string): Staffing {
  const now = assignments.filter((assignment) => holdsOn(assignment, day))
  if (now.some(({ role }) => role === 'lead')) return 'led'
  if (now.some(({ role }) => role === 'cover')) return 'cover'
  return now.length > 0 ? 'backup' : 'vacant'
}

/** Whether nobody answers for a grid on a day. */
export function isVacant(assignments: readonly Tenure[], day: string): boolean {
  return !assignments.some((assignment) => answersFor(assignment) && holdsOn(assignment, day))
}

/**
 * The last day on which somebody surely answers for a grid: null where no end is in sight, or where nobody does on `day`.
 * Assignments that follow each other without a gap count as one.
 */
export function answeredUntil(assignments: readonly Tenure[], day: string): string | null {
  const answering = assignments.filter(answersFor)
  let last: string | null = null
  let at = day
  for (;;) {
    const now = answering.filter((assignment) => holdsOn(assignment, at))
    if (now.length === 0) return last
    if (now.some(({ until }) => until === null)) return null
    last = now.map(({ until }) => until!).reduce((a, b) => (a > b ? a : b))
    at = dayAfter(last)
  }
}

export function dayAfter(day: string, days = 1): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)
}
