import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  DRAFT_ACTIONS,
  DRAFT_STATES,
  ENDED_STATES,
  isEditable,
  mayTakeDraftAction,
  nextDraftState,
  possibleDraftActions,
  type DraftState,
} from '../../server/domain/boundary-draft.ts'
import { ROLE_NAMES } from '../../server/domain/role.ts'

const roles = fc.uniqueArray(fc.constantFrom(...ROLE_NAMES)).map((names) => new Set(names))
const actor = fc.record({ roles, isAuthor: fc.boolean() })

/** A walk of a draft: who takes which of the actions that they may take, in turn. */
const walk = fc.array(fc.record({ pick: fc.nat(), actor }), { maxLength: 40 })

it('a draft is published only by way of an approval by another, and nothing follows', () => {
  const reached = new Set<DraftState>()
  const property = fc.property(walk, (steps) => {
    let state: DraftState = 'draft'
    let approvedByOther = false
    for (const { pick, actor: who } of steps) {
      const possible = possibleDraftActions(state, who)
      const action = possible[pick % possible.length]
      if (action === undefined) continue
      expect(ENDED_STATES).not.toContain(state)
      if (action === 'publish') expect(approvedByOther).toBe(true)
      state = nextDraftState(state, action)!
      if (action === 'approve') approvedByOther = !who.isAuthor
      if (isEditable(state)) approvedByOther = false
      reached.add(state)
    }
  })
  fc.assert(property, { numRuns: 3000 })
  expect([...reached].toSorted()).toEqual(DRAFT_STATES.toSorted())
})

it('nobody reviews what they have drawn, whatever their roles', () => {
  const all = { roles: new Set(ROLE_NAMES), isAuthor: true }
  expect(DRAFT_ACTIONS.filter((action) => !mayTakeDraftAction(action, all))).toEqual(['approve', 'reject'])
})

it('roles of areas, units and displays do nothing with drafts', () => {
  for (const isAuthor of [true, false]) {
    const outsider = { roles: new Set(['manager', 'handler', 'operator', 'display'] as const), isAuthor }
    for (const state of DRAFT_STATES) expect(possibleDraftActions(state, outsider)).toEqual([])
  }
})

it('more roles never take an action away', () => {
  const property = fc.property(fc.constantFrom(...DRAFT_STATES), actor, roles, (state, who, more) => {
    const before = possibleDraftActions(state, who)
    const after = possibleDraftActions(state, { ...who, roles: new Set([...who.roles, ...more]) })
    expect(after).toEqual(expect.arrayContaining(before))
  })
  fc.assert(property)
})
