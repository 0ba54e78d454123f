import { OPEN_STATES, type IncidentState } from '../incident-state.ts'
import type { DutyTask } from '../duty-list/item.ts'
import type { Role } from '../role.ts'
import type { RequestKind } from './incident-case.ts'

/**
 * What an action must be given: why; to whom; how many working days; which incident was first; how it was judged; what the
 * public is told. `evidence`
 * is not sent with it: a photo of what was done, where the category asks for one (evidence.ts).
 */
export type Need = 'note' | 'unit' | 'days' | 'original' | 'rating' | 'answer' | 'evidence'

export type ActionRule = {
  from: readonly IncidentState[]
  /** Roles, as granted for the place of the incident. */
  by: readonly Role[]
  /** Whoever works for the unit that has the incident, too. */
  byUnit?: true
  /** Whoever reported it without an account, too. */
  byReporter?: true
  needs?: readonly Need[]
  /** Takes effect when a second person approves. */
  asks?: RequestKind
  /** Also while a request waits to be decided, or only then. */
  request?: 'may' | 'must'
  /** Also while the clock stands, or only then. */
  suspended?: 'may' | 'must'
  /** Not by the one who handled it: verification is another's. */
  notHandler?: true
  /** As an operator only where the list of duties in force gives operators this task for the category. */
  duty?: DutyTask
}

const WITH_UNIT: readonly IncidentState[] = ['dispatched', 'handling']

/**
 * The life of an incident (domain.md, "Incident life cycle"): from which state, by whom, and what is needed. One that
 * waits for a decision or whose clock stands takes only what says so.
 */
export const ACTIONS = {
  accept: { from: ['reported'], by: ['dispatcher'] },
  reject: { from: ['reported'], by: ['dispatcher'], needs: ['note'] },
  markDuplicate: { from: ['reported', 'accepted'], by: ['dispatcher'], needs: ['original'] },
  // From the later states only where no unit has it: imported so, or the unit is no more.
  dispatch: { from: ['accepted', ...WITH_UNIT], by: ['dispatcher'], needs: ['unit'] },
  start: { from: ['dispatched'], by: [], byUnit: true },
  feedback: { from: ['handling'], by: [], byUnit: true, needs: ['note', 'evidence'] },
  requestReturn: { from: WITH_UNIT, by: [], byUnit: true, needs: ['note'], asks: 'return' },
  requestExtension: { from: WITH_UNIT, by: [], byUnit: true, needs: ['note', 'days'], asks: 'extension' },
  requestSuspension: { from: WITH_UNIT, by: [], byUnit: true, needs: ['note'], asks: 'suspension' },
  resume: { from: WITH_UNIT, by: ['dispatcher'], byUnit: true, suspended: 'must' },
  requestVoid: {
    from: ['reported', 'accepted', ...WITH_UNIT],
    by: ['dispatcher'],
    needs: ['note'],
    asks: 'void',
    suspended: 'may',
  },
  approve: { from: OPEN_STATES, by: ['dispatcher', 'supervisor'], request: 'must', suspended: 'may' },
  refuse: {
    from: OPEN_STATES,
    by: ['dispatcher', 'supervisor'],
    needs: ['note'],
    request: 'must',
    suspended: 'may',
  },
  withdraw: { from: OPEN_STATES, by: ['dispatcher'], byUnit: true, request: 'must', suspended: 'may' },
  pass: { from: ['verifying'], by: ['dispatcher', 'operator'], notHandler: true, duty: 'verify' },
  fail: {
    from: ['verifying'],
    by: ['dispatcher', 'operator'],
    needs: ['note'],
    notHandler: true,
    duty: 'verify',
  },
  rate: { from: ['closed'], by: ['dispatcher', 'operator'], byReporter: true, needs: ['rating'] },
  // Also said with what ends an incident: `answer` may go with ANSWERING (answer.ts).
  answer: {
    from: ['accepted', ...WITH_UNIT, 'verifying', 'closed', 'rejected'],
    by: ['dispatcher'],
    needs: ['answer'],
    request: 'may',
    suspended: 'may',
  },
  reopen: { from: ['closed'], by: ['dispatcher', 'supervisor'], needs: ['note'] },
  urge: {
    from: OPEN_STATES,
    by: ['leader', 'dispatcher', 'supervisor', 'manager'],
    request: 'may',
    suspended: 'may',
  },
  supervise: {
    from: OPEN_STATES,
    by: ['leader', 'supervisor'],
    needs: ['note', 'days'],
    request: 'may',
    suspended: 'may',
  },
  escalate: {
    from: OPEN_STATES,
    by: ['dispatcher', 'supervisor', 'manager'],
    needs: ['note'],
    request: 'may',
    suspended: 'may',
  },
} as const satisfies Record<string, ActionRule>

export type ActionName = keyof typeof ACTIONS
export const ACTION_NAMES = Object.keys(ACTIONS) as ActionName[]

export function ruleOf(action: ActionName): ActionRule {
  return ACTIONS[action]
}
