import type { IncidentCase } from './incident-case.ts'
import type { Actor } from './refusal.ts'

/**
 * The reporter's contact details are for the handler only (domain.md, "The privacy line"): whoever works for the unit that
 * has the incident, from the dispatch to its feedback. No other role reads them, whatever it may do else.
 */
export function mayReadContact({ state }: IncidentCase, actor: Actor): boolean {
  return actor.ofUnit && (state === 'dispatched' || state === 'handling')
}
