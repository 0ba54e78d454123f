/** What a township brings into use. All but devices are measured; those are counted by people. */
export const MILESTONE_KINDS = [
  'grids',
  'staffed',
  'devices',
  'accounts',
  'training',
  'incidents',
  'channels',
] as const
export type MilestoneKind = (typeof MILESTONE_KINDS)[number]

/** Whether the system knows by itself how far it has come. */
export function isMeasured(kind: MilestoneKind): boolean {
  return kind !== 'devices'
}

/** The steps of a milestone, as its events tell them. */
export const PLAN_ACTIONS = [
  'begin',
  'change',
  'count',
  'done',
  'urge',
  'supervise',
  'escalate',
  'withdraw',
] as const
export type PlanAction = (typeof PLAN_ACTIONS)[number]

export const MILESTONE_STATES = ['planned', 'running', 'overdue', 'done'] as const
export type MilestoneState = (typeof MILESTONE_STATES)[number]

/** Days of the county as YYYY-MM-DD; `endsOn` is the last day. */
export type MilestoneDays = { beginsOn: string; endsOn: string; doneOn: string | null }

/** Overdue from the day after its end until it is done; done for good, whatever is measured later. */
export function stateOf({ beginsOn, endsOn, doneOn }: MilestoneDays, today: string): MilestoneState {
  if (doneOn !== null && doneOn <= today) return 'done'
  if (today > endsOn) return 'overdue'
  return today < beginsOn ? 'planned' : 'running'
}

const DAY_MS = 86_400_000

/** Whole days from one to the other. Days have no hours here: no clock that is put back makes one longer. */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MS
}

/** Days that it was late when it was done, or is now; 0 where it is not. */
export function daysLate(days: MilestoneDays, today: string): number {
  const until = days.doneOn !== null && days.doneOn <= today ? days.doneOn : today
  return Math.max(0, daysBetween(days.endsOn, until))
}

/** How far something has come: so many of so many. */
export type Measure = { numerator: number; denominator: number }

/** Whether a measure is at its target. Of nothing, nothing is reached. Whole numbers: no rounding decides. */
export function reaches({ numerator, denominator }: Measure, targetPercent: number): boolean {
  return denominator > 0 && numerator * 100 >= targetPercent * denominator
}

/** A share from 0 to 1 for bars and words; null over nothing. More than was planned is all of it. */
export function shareOf({ numerator, denominator }: Measure): number | null {
  return denominator > 0 ? Math.min(1, numerator / denominator) : null
}
