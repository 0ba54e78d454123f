import type { Role } from '../role.ts'

/** Why an open incident waits for somebody; their conditions are in server/handling/queue.ts. */
export const REASONS = [
  'decide',
  'dispatch',
  'approve',
  'start',
  'handle',
  'verify',
  'escalated',
  'overdue',
] as const
export type Reason = (typeof REASONS)[number]

/** What each role has to look after, where its grant reaches. */
export const LOOKS_AFTER: Readonly<Record<Role, readonly Reason[]>> = {
  administrator: [],
  leader: ['escalated'],
  dispatcher: ['decide', 'dispatch', 'approve', 'verify', 'escalated'],
  supervisor: ['approve', 'overdue'],
  analyst: [],
  manager: ['start', 'handle', 'overdue'],
  handler: ['start', 'handle'],
  operator: ['verify'],
  display: [],
}
