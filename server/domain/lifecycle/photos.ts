import { OPEN_STATES } from '../incident-state.ts'
import { may } from '../permission.ts'
import type { IncidentCase } from './incident-case.ts'
import type { Actor } from './refusal.ts'

/** Photos are added while an incident is open, by whoever works on it. */
export function mayAddPhotos({ state }: IncidentCase, actor: Actor): boolean {
  return OPEN_STATES.includes(state) && (actor.ofUnit || may(actor.roles, 'addPhotos'))
}
