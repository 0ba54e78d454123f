import type { DeadlineRule } from '../deadline.ts'
import { ruleOf } from './actions.ts'
import type { IncidentCase } from './incident-case.ts'

/** What a category asks for: deadlines, and whether feedback needs a photo of what was done. */
export type CategoryRule = DeadlineRule & { evidence: boolean }

/** After these steps the work is before its end again: what was photographed before shows nothing of it. */
export const EVIDENCE_BEGINS = ['start', 'fail', 'reopen'] as const

/** Whether the photo that the category asks for is still to be added. */
export function lacksEvidence({ hasEvidence }: IncidentCase, rule: CategoryRule): boolean {
  return rule.evidence && !hasEvidence
}

/** Whether feedback, which could be given else, would be refused now for want of a photo. */
export function awaitsEvidence(incident: IncidentCase, rule: CategoryRule): boolean {
  return ruleOf('feedback').from.includes(incident.state) && lacksEvidence(incident, rule)
}
