import type { IncidentState } from '../incident-state.ts'

/** What takes effect only when a second person approves it. */
export const REQUEST_KINDS = ['return', 'extension', 'suspension', 'void'] as const
export type RequestKind = (typeof REQUEST_KINDS)[number]

/** Asked for, and not decided yet. `at` in milliseconds since 1970; `days` (working days) for an extension. */
export type Request = { kind: RequestKind; by: string; at: number; note: string; days: number | null }

export const RATINGS = ['satisfied', 'neutral', 'unsatisfied'] as const
export type Rating = (typeof RATINGS)[number]

/** How far an incident has been carried up: its unit, the command centre, the county's leaders. */
export const HIGHEST_ESCALATION = 2

/**
 * All of an incident that its life cycle reads and changes. Instants in milliseconds since 1970; people are names of
 * accounts.
 */
export type IncidentCase = {
  state: IncidentState
  priority: number
  occurredAt: number
  reportedAt: number
  /** To be closed by; null without a deadline, and while the clock stands. */
  dueAt: number | null
  /** The unit has to give feedback by; null once it has. */
  feedbackDueAt: number | null
  closedAt: number | null
  /** The clock stands since; what was left of it is below. */
  suspendedAt: number | null
  closeLeftMs: number | null
  feedbackLeftMs: number | null
  /** Working days by which approved extensions have moved the deadline. */
  extendedDays: number
  unitId: number | null
  duplicateOf: number | null
  request: Request | null
  /** A supervision order asks for the end by then. */
  supervisedDueAt: number | null
  urged: number
  escalation: number
  rating: Rating | null
  /** What the public is told of it; null: nothing yet. */
  answer: string | null
  /** How often it was opened again. */
  reopened: number
  /** Who gave the last feedback. */
  handledBy: string | null
  /** Everybody who gave feedback since it was reported or opened again. */
  handlers: readonly string[]
  /** A photo was added since the work was last started, failed or opened again. */
  hasEvidence: boolean
}
