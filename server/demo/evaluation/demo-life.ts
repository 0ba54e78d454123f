import type { Calendar } from '../../domain/calendar.ts'
import type { ActionName } from '../../domain/lifecycle/actions.ts'
import { applyAction } from '../../domain/lifecycle/apply-action.ts'
import type { CategoryRule } from '../../domain/lifecycle/evidence.ts'
import type { IncidentCase } from '../../domain/lifecycle/incident-case.ts'
import type { ActionInput } from '../../domain/lifecycle/refusal.ts'
import type { Role } from '../../domain/role.ts'
import type { NewEvent } from '../../events/append.ts'
import type { Random } from '../random.ts'

const HOUR = 3_600_000

/** What went otherwise than straight to the end. */
export const DETOURS = ['rework', 'return', 'extension', 'suspension'] as const
export type Detour = (typeof DETOURS)[number]

export type DemoUnit = { id: number; code: string }

/** An incident that was closed, and who had a part in it. Instants in milliseconds. */
export type LifeQuestion = {
  detour: Detour
  reportedAt: number
  occurredAt: number
  dueAt: number
  closedAt: number
  priority: number
  /** The unit that settled it, and another one. */
  unit: DemoUnit
  otherUnit: DemoUnit
  /** Who told of it, and by which role. */
  reporter: { name: string; role: Role }
  rule: CategoryRule
  calendar: Calendar
}

/** What became of it, and the events of its whole life in their order; their incident is not known yet. */
export type DemoLife = { incident: IncidentCase; events: Omit<NewEvent, 'incidentId'>[] }

type Who = 'dispatcher' | 'supervisor' | 'unit'
type Step = { action: ActionName; who: Who; input?: ActionInput }

/**
 * Invents the life of an incident by the rules of the life cycle itself: every step is one that could have been taken. Throws where
 * the rules refuse one, which would be a fault here.
 */
export function inventLife(question: LifeQuestion, random: Random): DemoLife {
  const { reportedAt, closedAt, dueAt, priority, rule, calendar, reporter } = question
  let incident: IncidentCase = {
    ...BEGUN,
    priority,
    occurredAt: question.occurredAt,
    reportedAt,
    dueAt,
  }
  const steps = supervised(stepsOf(question, random), question, random)
  const events: DemoLife['events'] = [
    {
      version: 1,
      action: 'report',
      from: null,
      to: 'reported',
      actor: reporter.name,
      actorRole: reporter.role,
      at: reportedAt,
      note: null,
      data: {},
    },
  ]
  steps.forEach(({ action, who, input = {} }, i) => {
    const at =
      i === steps.length - 1 ? closedAt : momentOf(question, (i + random.between(0.1, 0.9)) / steps.length)
    const unit = incident.unitId === question.otherUnit.id ? question.otherUnit : question.unit
    const name = who === 'unit' ? `handler-${unit.code}` : who
    const role: Role = who === 'unit' ? 'handler' : who
    const actor = { name, roles: new Set<Role>([role]), ofUnit: who === 'unit' }
    const taken = applyAction(incident, action, input, actor, at, { rule, calendar })
    if ('why' in taken) throw new Error(`The demonstration cannot ${action}: ${taken.expected}.`)
    const left = incident.unitId !== null && taken.incident.unitId !== incident.unitId
    events.push({
      version: events.length + 1,
      action,
      from: incident.state,
      to: taken.incident.state,
      actor: name,
      actorRole: role,
      at,
      note: input.note ?? null,
      data: left ? { ...taken.data, leftUnit: unit.code } : taken.data,
    })
    incident = taken.incident
  })
  return { incident, events }
}

/** Later steps of a long life lie apart, all of them before the end. */
function momentOf({ reportedAt, closedAt }: LifeQuestion, share: number): number {
  return Math.round(reportedAt + (closedAt - reportedAt) * share)
}

const FEEDBACK: Step = { action: 'feedback', who: 'unit', input: { note: '已处理完毕' } }
const START: Step = { action: 'start', who: 'unit' }
const PASS: Step = { action: 'pass', who: 'dispatcher' }
const APPROVE: Step = { action: 'approve', who: 'dispatcher' }

function stepsOf({ detour, unit, otherUnit }: LifeQuestion, random: Random): Step[] {
  const sendTo = (to: DemoUnit): Step => ({ action: 'dispatch', who: 'dispatcher', input: { unit: to } })
  const fail: Step[] = [{ action: 'fail', who: 'dispatcher', input: { note: random.pick(FAILED) } }, FEEDBACK]
  const accept: Step = { action: 'accept', who: 'dispatcher' }
  const ask = (action: ActionName, input: ActionInput): Step[] => [{ action, who: 'unit', input }, APPROVE]
  switch (detour) {
    case 'rework':
      return [accept, sendTo(unit), START, FEEDBACK, ...fail, ...(random.next() < 0.15 ? fail : []), PASS]
    case 'return':
      return [
        accept,
        sendTo(otherUnit),
        ...ask('requestReturn', { note: '不属于我单位职责' }),
        sendTo(unit),
        START,
        FEEDBACK,
        PASS,
      ]
    case 'extension':
      return [
        accept,
        sendTo(unit),
        START,
        ...ask('requestExtension', { note: random.pick(EXTENDED), days: random.integer(1, 3) }),
        FEEDBACK,
        PASS,
      ]
    case 'suspension':
      return [
        accept,
        sendTo(unit),
        START,
        ...ask('requestSuspension', { note: random.pick(SUSPENDED) }),
        { action: 'resume', who: 'unit' },
        FEEDBACK,
        PASS,
      ]
  }
}

/** Some that were late were supervised before the work on them ended. */
function supervised(steps: Step[], { closedAt, dueAt }: LifeQuestion, random: Random): Step[] {
  if (random.next() > 0.3 || closedAt - dueAt < 12 * HOUR) return steps
  const order: Step = {
    action: 'supervise',
    who: 'supervisor',
    input: { note: '超期未结，限期办结', days: 2 },
  }
  return [...steps.slice(0, -2), order, ...steps.slice(-2)]
}

const FAILED = ['现场仍有残留，未清理干净', '问题没有彻底解决', '照片与现场不符', '群众反映仍未处理']
const EXTENDED = ['所需材料尚未到货', '需要多部门配合', '当事人外出，约定回来后处理']
const SUSPENDED = ['等待雨停后施工', '等待产权单位确认', '需列入下月计划']

/** Too little time for a detour. */
export const SHORTEST_DETOUR_MS = 6 * HOUR

const BEGUN: Omit<IncidentCase, 'priority' | 'occurredAt' | 'reportedAt' | 'dueAt'> = {
  state: 'reported',
  feedbackDueAt: null,
  closedAt: null,
  suspendedAt: null,
  closeLeftMs: null,
  feedbackLeftMs: null,
  extendedDays: 0,
  answer: null,
  unitId: null,
  duplicateOf: null,
  request: null,
  supervisedDueAt: null,
  urged: 0,
  escalation: 0,
  rating: null,
  reopened: 0,
  handledBy: null,
  handlers: [],
  hasEvidence: false,
}
