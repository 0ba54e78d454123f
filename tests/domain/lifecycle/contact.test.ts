import { expect, it } from 'vitest'
import { STATES } from '../../../server/domain/incident-state.ts'
import { mayReadContact } from '../../../server/domain/lifecycle/contact.ts'
import { ROLE_NAMES, type Role } from '../../../server/domain/role.ts'
import { CONTACT_LIMITS } from '../../../server/domain/contact.ts'
import { CASE } from './open-case.ts'

const actor = (roles: Role[], ofUnit: boolean) => ({ name: 'wang', roles: new Set(roles), ofUnit })

it('contact details are read by the unit that has the incident, while it handles it', () => {
  const states = STATES.filter((state) => mayReadContact({ ...CASE, state }, actor(['handler'], true)))
  expect(states).toEqual(['dispatched', 'handling'])
})

it('no role reads contact details by itself, in no state', () => {
  for (const state of STATES)
    expect(mayReadContact({ ...CASE, state }, actor([...ROLE_NAMES], false)), state).toBe(false)
})

it.each([
  ['13800138000', true],
  ['+86 138-0013-8000', true],
  ['0319 7711234-801', true],
  [' 12345 ', true],
  ['1234', false],
  ['138 0013  8000', false],
  ['13800138000-', false],
  ['phone 13800138000', false],
  ['1380013800013800138000', false],
  ['', false],
])('"%s" is a number to call: %s', (text, isOne) => {
  expect(new RegExp(CONTACT_LIMITS.phone.pattern, 'u').test(text)).toBe(isOne)
  // As HTML reads the patterns of its forms.
  expect(new RegExp(`^(?:${CONTACT_LIMITS.phone.pattern})$`, 'v').test(text)).toBe(isOne)
})
