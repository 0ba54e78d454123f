import { addWorkingTime, type Calendar } from '../calendar.ts'
import { closeDueAt, feedbackDueAt } from '../deadline.ts'
import { ruleOf, type ActionName, type Need } from './actions.ts'
import { extendClock, MOST_CLOSE_DAYS, startClock, stopClock } from './clock.ts'
import { answerAfter, takesAnswer } from './answer.ts'
import type { CategoryRule } from './evidence.ts'
import type { IncidentCase, Rating, Request, RequestKind } from './incident-case.ts'
import { missingNeeds, refusalOf, type ActionInput, type Actor, type Refusal } from './refusal.ts'

/** By what is decided beside the case: the rule of its category, and when offices work. */
export type Terms = { rule: CategoryRule; calendar: Calendar }

/** An action that was taken: what the incident is then, and what its event tells beside the states. */
export type Taken = { incident: IncidentCase; data: Readonly<Record<string, string | number | null>> }

/** Takes an action at a moment (milliseconds since 1970), or tells what keeps from it. Changes nothing that it is given. */
export function applyAction(
  incident: IncidentCase,
  action: ActionName,
  input: ActionInput,
  actor: Actor,
  now: number,
  terms: Terms,
): Taken | Refusal {
  const refusal = refusalOf(incident, action, actor, now)
  if (refusal) return refusal
  const missing = missingNeeds(incident, action, input, terms.rule)
  if (missing.length > 0) {
    return { why: 'input', expected: `${action} needs ${missing.map(inWords).join(' and ')}` }
  }
  if (input.answer !== undefined && !takesAnswer(action))
    return { why: 'input', expected: `no answer to the public goes with ${action}` }
  const rule = ruleOf(action)
  if (rule.asks) return ask(incident, rule.asks, input, actor, now, terms)
  const taken = take(incident, action, input, actor, now, terms)
  return input.answer === undefined ? taken : withAnswer(taken, input)
}

/** The event has the words as well: it tells what the public was told, and when. */
function withAnswer({ incident, data }: Taken, input: ActionInput): Taken {
  const answer = answerAfter(incident, input)
  return { incident: { ...incident, answer }, data: { ...data, answer } }
}

function inWords(need: Need): string {
  return need === 'evidence'
    ? 'a photo of what was done, added since the work was last started, failed or opened again'
    : need
}

function ask(
  incident: IncidentCase,
  kind: RequestKind,
  { note, days }: ActionInput,
  actor: Actor,
  now: number,
  { rule }: Terms,
): Taken | Refusal {
  const asked = kind === 'extension' ? days! : null
  const most = MOST_CLOSE_DAYS - rule.closeDays - incident.extendedDays
  if (asked !== null && asked > most) {
    const expected =
      most > 0
        ? `an extension is at most ${most} working days here`
        : 'the deadline cannot be extended further'
    return { why: 'input', expected }
  }
  const request: Request = { kind, by: actor.name, at: now, note: note!.trim(), days: asked }
  return { incident: { ...incident, request }, data: asked === null ? {} : { days: asked } }
}

function take(
  incident: IncidentCase,
  action: ActionName,
  input: ActionInput,
  actor: Actor,
  now: number,
  terms: Terms,
): Taken {
  const to = (changed: Partial<IncidentCase>, data: Taken['data'] = {}): Taken => ({
    incident: { ...incident, ...changed },
    data,
  })
  const { rule, calendar } = terms
  switch (action) {
    case 'accept':
      return to({ state: 'accepted' })
    case 'reject':
      return to({ state: 'rejected', ...NOTHING_OWED })
    case 'markDuplicate':
      return to(
        { state: 'duplicate', duplicateOf: input.originalId!, ...NOTHING_OWED },
        { original: input.originalId! },
      )
    case 'dispatch':
      return to({ state: 'dispatched', unitId: input.unit!.id }, { unit: input.unit!.code })
    case 'start':
      return to({ state: 'handling', hasEvidence: false })
    case 'feedback':
      return to({
        state: 'verifying',
        handledBy: actor.name,
        handlers: [...incident.handlers, actor.name],
        feedbackDueAt: null,
      })
    case 'resume':
      return { incident: startClock(incident, now, calendar), data: {} }
    case 'approve':
      return approve(incident, now, calendar)
    case 'refuse':
    case 'withdraw':
      return to({ request: null }, { kind: incident.request!.kind })
    case 'pass':
      return to({ state: 'closed', closedAt: now, feedbackDueAt: null })
    case 'fail':
      return to({
        state: 'handling',
        hasEvidence: false,
        feedbackDueAt: feedbackDueAt(now, incident.priority, rule, calendar),
      })
    case 'rate':
      return to({ rating: input.rating as Rating }, { rating: input.rating! })
    case 'answer':
      return to({})
    case 'reopen':
      return to({
        ...BEGUN_AGAIN,
        state: 'accepted',
        reopened: Math.min(incident.reopened + 1, MOST_COUNTED),
        dueAt: closeDueAt(now, incident.priority, rule, calendar),
        feedbackDueAt: feedbackDueAt(now, incident.priority, rule, calendar),
      })
    case 'urge':
      return to({ urged: Math.min(incident.urged + 1, MOST_COUNTED) })
    case 'supervise': {
      const supervisedDueAt = addWorkingTime(now, input.days!, calendar)
      return to({ supervisedDueAt }, { dueAt: new Date(supervisedDueAt).toISOString() })
    }
    case 'escalate':
      return to({ escalation: incident.escalation + 1 }, { level: incident.escalation + 1 })
    case 'requestReturn':
    case 'requestExtension':
    case 'requestSuspension':
    case 'requestVoid':
      throw new Error(`${action} is asked for, not taken.`)
  }
}

/** Further than a small integer of the database nobody counts. */
const MOST_COUNTED = 32_767

const NOTHING_OWED = { dueAt: null, feedbackDueAt: null } as const

const BEGUN_AGAIN = {
  closedAt: null,
  unitId: null,
  handledBy: null,
  handlers: [],
  hasEvidence: false,
  rating: null,
  answer: null,
  extendedDays: 0,
  urged: 0,
  escalation: 0,
  supervisedDueAt: null,
} as const

function approve(incident: IncidentCase, now: number, calendar: Calendar): Taken {
  const { kind, days } = incident.request!
  const decided: IncidentCase = { ...incident, request: null }
  const data: Taken['data'] = days === null ? { kind } : { kind, days }
  switch (kind) {
    case 'return':
      return { incident: { ...decided, state: 'accepted', unitId: null }, data }
    case 'extension':
      return { incident: extendClock(decided, days!, calendar), data }
    case 'suspension':
      return { incident: stopClock(decided, now, calendar), data }
    case 'void':
      return {
        incident: {
          ...decided,
          state: 'void',
          ...NOTHING_OWED,
          suspendedAt: null,
          closeLeftMs: null,
          feedbackLeftMs: null,
        },
        data,
      }
  }
}
