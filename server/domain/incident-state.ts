/** The states of an incident, in the order of its life; their index is the code in columns and on the wire. */
export const STATES = [
  'reported',
  'accepted',
  'dispatched',
  'handling',
  'verifying',
  'closed',
  'rejected',
  'duplicate',
  'void',
] as const
export type IncidentState = (typeof STATES)[number]

/** The states in which somebody still has to act. */
export const OPEN_STATES: readonly IncidentState[] = [
  'reported',
  'accepted',
  'dispatched',
  'handling',
  'verifying',
]

/** States have the codes 0 to 4 while open. */
export function isOpen(stateCode: number): boolean {
  return stateCode < OPEN_STATES.length
}

export const CLOSED_CODE = STATES.indexOf('closed')

/** Priorities; the index is the number stored. */
export const PRIORITIES = ['general', 'urgent', 'emergency'] as const
export type Priority = (typeof PRIORITIES)[number]
export const EMERGENCY = PRIORITIES.indexOf('emergency')
