import { may, type Permission } from './permission.ts'
import type { Role } from './role.ts'

/** The states of a draft of boundaries, in the order of its life. */
export const DRAFT_STATES = [
  'draft',
  'validated',
  'review',
  'approved',
  'rejected',
  'published',
  'discarded',
] as const
export type DraftState = (typeof DRAFT_STATES)[number]

type Rule = {
  from: readonly DraftState[]
  to: DraftState
  /** `author`: who began the draft; `other`: anybody else; `any`: either. Each needs the permission. */
  by: 'author' | 'other' | 'any'
  permission: Permission
  /** Whoever has this one may, whoever they are. */
  orPermission?: Permission
}

/** What is done with a draft: from which state to which, and by whom. */
const RULES = {
  /** Check everything again, on the server. */
  validate: { from: ['draft', 'validated'], to: 'validated', by: 'author', permission: 'editBoundaries' },
  /** Ask for a review. */
  submit: { from: ['validated'], to: 'review', by: 'author', permission: 'editBoundaries' },
  /** Take it back to work on it. */
  withdraw: {
    from: ['review', 'approved', 'rejected'],
    to: 'draft',
    by: 'author',
    permission: 'editBoundaries',
  },
  approve: { from: ['review'], to: 'approved', by: 'other', permission: 'reviewBoundaries' },
  reject: { from: ['review'], to: 'rejected', by: 'other', permission: 'reviewBoundaries' },
  publish: { from: ['approved'], to: 'published', by: 'any', permission: 'editBoundaries' },
  /** Put it away for good. */
  discard: {
    from: ['draft', 'validated', 'review', 'approved', 'rejected'],
    to: 'discarded',
    by: 'author',
    permission: 'editBoundaries',
    orPermission: 'discardBoundaries',
  },
} as const satisfies Record<string, Rule>

export type DraftAction = keyof typeof RULES
export const DRAFT_ACTIONS = Object.keys(RULES) as DraftAction[]

/** Who acts, seen from one draft. */
export type DraftActor = { roles: ReadonlySet<Role>; isAuthor: boolean }

/** The state that an action leads to from a state; null where it does not go from there. */
export function nextDraftState(state: DraftState, action: DraftAction): DraftState | null {
  const { from, to }: Rule = RULES[action]
  return from.includes(state) ? to : null
}

/** Whether somebody may take an action, whatever state the draft is in. */
export function mayTakeDraftAction(action: DraftAction, { roles, isAuthor }: DraftActor): boolean {
  const { by, permission, orPermission }: Rule = RULES[action]
  if (orPermission && may(roles, orPermission)) return true
  const fits = by === 'any' || (by === 'author') === isAuthor
  return fits && may(roles, permission)
}

/** What somebody may do with a draft in this state. */
export function possibleDraftActions(state: DraftState, actor: DraftActor): DraftAction[] {
  return DRAFT_ACTIONS.filter(
    (action) => nextDraftState(state, action) !== null && mayTakeDraftAction(action, actor),
  )
}

/** The states in which the operations of a draft may change: it is a draft again then. */
const EDITABLE: ReadonlySet<DraftState> = new Set(['draft', 'validated'])

export function isEditable(state: DraftState): boolean {
  return EDITABLE.has(state)
}

/** Only the author changes the operations, for as long as they may draw at all. */
export function mayEditDraft({ roles, isAuthor }: DraftActor): boolean {
  return isAuthor && may(roles, 'editBoundaries')
}

/** The states from which nothing goes on. */
export const ENDED_STATES: readonly DraftState[] = ['published', 'discarded']
