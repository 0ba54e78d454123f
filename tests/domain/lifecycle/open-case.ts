import type { IncidentCase } from '../../../server/domain/lifecycle/incident-case.ts'

/** An incident that a unit is handling, for tests to vary. */
export const CASE: IncidentCase = {
  state: 'handling',
  priority: 0,
  occurredAt: 0,
  reportedAt: 0,
  dueAt: null,
  feedbackDueAt: null,
  closedAt: null,
  suspendedAt: null,
  closeLeftMs: null,
  feedbackLeftMs: null,
  extendedDays: 0,
  unitId: 1,
  duplicateOf: null,
  request: null,
  supervisedDueAt: null,
  urged: 0,
  escalation: 0,
  rating: null,
  answer: null,
  reopened: 0,
  handledBy: null,
  handlers: [],
  hasEvidence: false,
}
