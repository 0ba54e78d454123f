import type { DutyTask } from '../duty-list/item.ts'
import type { Role } from '../role.ts'
import { ACTION_NAMES, ruleOf, type ActionName, type ActionRule, type Need } from './actions.ts'
import { lacksEvidence, type CategoryRule } from './evidence.ts'
import { HIGHEST_ESCALATION, type IncidentCase } from './incident-case.ts'
import { EMERGENCY } from '../incident-state.ts'

/** What operators do about a category by a version of the list of duties. */
export type ListedTasks = { list: number; category: string; tasks: readonly DutyTask[] }

/**
 * Who acts: the roles that are granted for the place of the incident, and whether for the unit that has it. `listed`: what the list
 * of duties in force has for operators there; null or absent: no list is in force. `isReporter`: who reported it without an account.
 */
export type Actor = {
  name: string
  roles: ReadonlySet<Role>
  ofUnit: boolean
  listed?: ListedTasks | null
  isReporter?: true
}

/** Why an action is not possible: this person may not, not now, something is missing, or it is no duty of operators. */
export type Refusal =
  | { why: 'role' | 'state' | 'input'; expected: string }
  | { why: 'duty'; expected: string; details: { list: number; category: string } }

/** A closed incident can be opened again for so many days. */
export const REOPEN_DAYS = 30
const DAY_MS = 86_400_000

/** What keeps an actor from an action now, whatever is given with it; null when nothing does. */
export function refusalOf(
  incident: IncidentCase,
  action: ActionName,
  actor: Actor,
  now: number,
): Refusal | null {
  const rule = ruleOf(action)
  if (!mayEver(action, actor)) {
    const who = [
      ...rule.by,
      ...(rule.byUnit ? ['the unit that has the incident'] : []),
      ...(rule.byReporter ? ['who reported it'] : []),
    ]
    return { why: 'role', expected: `${action} is for ${who.join(', ')}` }
  }
  if (!rule.from.includes(incident.state)) {
    return {
      why: 'state',
      expected: `${action} goes from ${rule.from.join(', ')}, not from ${incident.state}`,
    }
  }
  const waits = against(rule.request, incident.request !== null)
  if (waits)
    return { why: 'state', expected: `${action} goes only while ${waits} request waits for a decision` }
  const stands = against(rule.suspended, incident.suspendedAt !== null)
  if (stands)
    return { why: 'state', expected: `${action} goes only while ${stands} suspension stops the clock` }
  if (rule.notHandler && [incident.handledBy, ...incident.handlers].includes(actor.name)) {
    return { why: 'role', expected: `${action} is for somebody other than ${actor.name}, who handled it` }
  }
  return notListed(action, rule, actor) ?? special(incident, action, actor, now)
}

/** Nothing is an operator's that the list of duties does not give operators; other roles are not bound by it. */
function notListed(action: ActionName, { by, duty }: ActionRule, { roles, listed }: Actor): Refusal | null {
  if (duty === undefined || !listed || listed.tasks.includes(duty)) return null
  if (by.some((role) => role !== 'operator' && roles.has(role))) return null
  const { list, category } = listed
  return {
    why: 'duty',
    expected: `${action} is for operators only where the list of duties gives them "${duty}", but version ${list} of the list does not for the category ${category}`,
    details: { list, category },
  }
}

/** The actions that an actor may take now. */
export function possibleActions(incident: IncidentCase, actor: Actor, now: number): ActionName[] {
  return ACTION_NAMES.filter((action) => refusalOf(incident, action, actor, now) === null)
}

/** Whether the actor's roles know such an action at all. */
function mayEver(action: ActionName, actor: Actor): boolean {
  const rule = ruleOf(action)
  return (
    rule.by.some((role) => actor.roles.has(role)) ||
    (rule.byUnit === true && actor.ofUnit) ||
    (rule.byReporter === true && actor.isReporter === true)
  )
}

/** What a condition asks for and is not so: "no" or "a". */
function against(asked: 'may' | 'must' | undefined, isSo: boolean): 'no' | 'a' | null {
  if (asked === 'may') return null
  if (asked === 'must') return isSo ? null : 'a'
  return isSo ? 'no' : null
}

function special(incident: IncidentCase, action: ActionName, actor: Actor, now: number): Refusal | null {
  const { request } = incident
  if ((action === 'approve' || action === 'refuse') && request?.by === actor.name) {
    return { why: 'role', expected: `a second person decides, not ${actor.name}, who asked` }
  }
  if (action === 'withdraw' && request?.by !== actor.name) {
    return { why: 'role', expected: `only ${request?.by} can withdraw what they asked for` }
  }
  if (action === 'dispatch' && incident.state !== 'accepted' && incident.unitId !== null) {
    return { why: 'state', expected: 'a unit has it already; it can ask to return it' }
  }
  if (action === 'requestExtension' && (incident.priority === EMERGENCY || incident.dueAt === null)) {
    return { why: 'state', expected: 'only a deadline in working time can be extended' }
  }
  if (action === 'escalate' && incident.escalation >= HIGHEST_ESCALATION) {
    return { why: 'state', expected: 'it is with the leaders already: there is no level above' }
  }
  if (action === 'rate' && incident.rating !== null) {
    return { why: 'state', expected: 'it is rated already' }
  }
  if (action === 'reopen' && now - (incident.closedAt ?? 0) > REOPEN_DAYS * DAY_MS) {
    return { why: 'state', expected: `it can be opened again within ${REOPEN_DAYS} days after closing` }
  }
  return null
}

/** What is given with an action; empty texts are nothing. */
export type ActionInput = {
  note?: string | undefined
  unit?: { id: number; code: string } | undefined
  days?: number | undefined
  originalId?: number | undefined
  rating?: string | undefined
  /** For the public; an empty one takes back what it was told. */
  answer?: string | undefined
}

const GIVEN: Readonly<Record<Exclude<Need, 'evidence'>, (input: ActionInput) => unknown>> = {
  note: ({ note }) => note?.trim() || undefined,
  unit: ({ unit }) => unit,
  days: ({ days }) => days,
  original: ({ originalId }) => originalId,
  rating: ({ rating }) => rating,
  answer: ({ answer }) => answer,
}

/** What an action needs and was not given. */
export function missingNeeds(
  incident: IncidentCase,
  action: ActionName,
  input: ActionInput,
  rule: CategoryRule,
): Need[] {
  return (ruleOf(action).needs ?? []).filter((need) =>
    need === 'evidence' ? lacksEvidence(incident, rule) : GIVEN[need](input) === undefined,
  )
}
