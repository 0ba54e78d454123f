import { expect, it } from 'vitest'
import { readName } from '../../../server/accounts/openid/claim.ts'

it.each([
  [{ preferred_username: 'li.na' }, 'preferred_username', 'li.na'],
  [{ preferred_username: 'li.na' }, 'upn', null],
  [{ upn: '' }, 'upn', null],
  [{ upn: 7 }, 'upn', null],
  [{ groups: ['li.na'] }, 'groups', null],
  [{}, 'toString', null],
  [{ email: 'li@county.example' }, 'email', 'li@county.example'],
  [{ email: 'li@county.example', email_verified: true }, 'email', 'li@county.example'],
  [{ email: 'li@county.example', email_verified: false }, 'email', null],
])('of %o the claim %s names %s', (claims, claim, name) => {
  expect(readName(claims, claim)).toBe(name)
})
