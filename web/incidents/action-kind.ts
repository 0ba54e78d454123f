import type { ActionName } from '../../server/domain/lifecycle/actions.ts'

/** The steps by which a case gets on; the others are for when something is in the way. */
const ONWARD = new Set<ActionName>([
  'accept',
  'dispatch',
  'start',
  'feedback',
  'approve',
  'pass',
  'resume',
  'rate',
])

export function isOnward(action: ActionName): boolean {
  return ONWARD.has(action)
}

/** What can be done with several incidents at once, by why they wait. */
export const BULK: Readonly<Record<string, readonly ActionName[]>> = {
  decide: ['accept', 'reject'],
  dispatch: ['dispatch'],
  start: ['start'],
  verify: ['pass', 'fail'],
  overdue: ['urge'],
}
