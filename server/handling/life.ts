import { readInViewersScope } from '../accounts/scope.ts'
import { hasContact } from '../contacts/contacts.ts'
import type { Db } from '../db/connect.ts'
import { MOST_CLOSE_DAYS } from '../domain/lifecycle/clock.ts'
import { awaitsEvidence } from '../domain/lifecycle/evidence.ts'
import { mayReadContact } from '../domain/lifecycle/contact.ts'
import { mayAddPhotos } from '../domain/lifecycle/photos.ts'
import { possibleActions } from '../domain/lifecycle/refusal.ts'
import { actorOf, caseFor, type Asking } from './act.ts'
import type { Life } from './contract.ts'
import { readSteps } from './queries.ts'

/** Where an incident stands, its steps, and what the viewer may do now. Throws unknown_incident. */
export async function readLife(db: Db, asking: Asking, id: number, now: number): Promise<Life> {
  const { row, steps, withContact } = await readInViewersScope(db, asking, async (trx) => ({
    row: await caseFor(trx, asking, id),
    steps: await readSteps(trx, id),
    withContact: await hasContact(trx, id),
  }))
  const { incident, unit } = row
  const actor = actorOf(asking, row)
  const mostExtension = Math.max(0, MOST_CLOSE_DAYS - row.closeDays - incident.extendedDays)
  const time = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString())
  return {
    id,
    number: row.number,
    version: row.version,
    state: incident.state,
    unit: unit && { code: unit.code, name: unit.name, nameEn: unit.nameEn },
    dueAt: time(incident.dueAt),
    feedbackDueAt: time(incident.feedbackDueAt),
    suspendedAt: time(incident.suspendedAt),
    extendedDays: incident.extendedDays,
    mostExtension,
    request: incident.request && { ...incident.request, at: new Date(incident.request.at).toISOString() },
    supervisedDueAt: time(incident.supervisedDueAt),
    urged: incident.urged,
    escalation: incident.escalation,
    rating: incident.rating,
    answer: incident.answer,
    duplicateOf: incident.duplicateOf,
    actions: possibleActions(incident, actor, now).filter(
      (action) => action !== 'requestExtension' || mostExtension > 0,
    ),
    needsEvidence: awaitsEvidence(incident, row),
    mayAddPhotos: mayAddPhotos(incident, actor),
    hasContact: withContact,
    mayReadContact: withContact && mayReadContact(incident, actor),
    steps,
  }
}
