import { expect, it } from 'vitest'
import { applyAction } from '../../../server/domain/lifecycle/apply-action.ts'
import { ACTION_NAMES } from '../../../server/domain/lifecycle/actions.ts'
import { awaitsEvidence } from '../../../server/domain/lifecycle/evidence.ts'
import { STATES } from '../../../server/domain/incident-state.ts'
import type { IncidentCase } from '../../../server/domain/lifecycle/incident-case.ts'
import { missingNeeds } from '../../../server/domain/lifecycle/refusal.ts'
import { COUNTY_CALENDAR as calendar } from '../../support/county-calendar.ts'
import { CASE } from './open-case.ts'

const rule = (evidence: boolean) => ({ feedbackDays: 2, closeDays: 7, evidence })
const terms = (evidence: boolean) => ({ rule: rule(evidence), calendar })
const UNIT = { name: 'li', roles: new Set([]), ofUnit: true }
const CENTRE = { name: 'wang', roles: new Set(['dispatcher'] as const), ofUnit: false }

it.each([
  ['asks for none', false, false, '已修补', []],
  ['asks for none and has one', false, true, '已修补', []],
  ['asks for one and has none', true, false, '已修补', ['evidence']],
  ['asks for one and has one', true, true, '已修补', []],
  ['asks for one, and neither is there', true, false, ' ', ['note', 'evidence']],
])('feedback where the category %s', (_, asked, hasEvidence, note, missing) => {
  expect(missingNeeds({ ...CASE, hasEvidence }, 'feedback', { note }, rule(asked))).toEqual(missing)
})

it('the refusal says what is expected', () => {
  const refused = applyAction(CASE, 'feedback', { note: '已修补' }, UNIT, 0, terms(true))
  expect(refused).toEqual({
    why: 'input',
    expected:
      'feedback needs a photo of what was done, added since the work was last started, failed or opened again',
  })
})

it('no other action needs evidence', () => {
  const needing = ACTION_NAMES.filter((action) =>
    missingNeeds(CASE, action, {}, rule(true)).includes('evidence'),
  )
  expect(needing).toEqual(['feedback'])
})

it.each<[string, Partial<IncidentCase>, 'start' | 'fail' | 'reopen' | 'urge', boolean]>([
  ['started', { state: 'dispatched' }, 'start', false],
  ['failed', { state: 'verifying' }, 'fail', false],
  ['opened again', { state: 'closed', closedAt: 0 }, 'reopen', false],
  ['urged', { state: 'handling' }, 'urge', true],
])('whether a photo from before it was %s still counts', (_, changed, action, counts) => {
  const actor = action === 'start' ? UNIT : CENTRE
  const before = { ...CASE, ...changed, hasEvidence: true }
  const taken = applyAction(before, action, { note: '还有坑' }, actor, 0, terms(true))
  expect(taken).toMatchObject({ incident: { hasEvidence: counts } })
})

it('a case awaits evidence only while feedback could be given', () => {
  expect(STATES.filter((state) => awaitsEvidence({ ...CASE, state }, rule(true)))).toEqual(['handling'])
  expect(awaitsEvidence({ ...CASE, hasEvidence: true }, rule(true))).toBe(false)
  expect(awaitsEvidence(CASE, rule(false))).toBe(false)
})
