import { Type, type Static } from 'typebox'
import { ROLE_NAMES } from '../domain/role.ts'
import { GrantState } from './contract.ts'
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from './password.ts'

const Code = Type.String({ minLength: 1, maxLength: 64, pattern: '^[^\\x00]*$' })

const RoleAt = Type.Object(
  {
    role: Type.Enum([...ROLE_NAMES]),
    area: Type.Optional(Code),
    unit: Type.Optional(Code),
  },
  { additionalProperties: false },
)
export type RoleAt = Static<typeof RoleAt>

export const ManagedAccount = Type.Object({
  name: Type.String(),
  demo: Type.Boolean(),
  sessions: Type.Integer({ description: 'how many are open' }),
  grants: Type.Array(GrantState),
})
export type ManagedAccount = Static<typeof ManagedAccount>

/** A password that was made, shown this once. */
const NewPassword = Type.Object({ name: Type.String(), password: Type.String() })
export type NewPassword = Static<typeof NewPassword>

const NameParameter = Type.Object({ name: Type.String({ minLength: 1, maxLength: 63 }) })
const tags = ['accounts']

export const adminContract = {
  list: {
    method: 'GET',
    url: '/api/accounts',
    schema: {
      tags,
      summary: 'Everybody who can sign in, with their roles',
      response: { 200: Type.Object({ items: Type.Array(ManagedAccount) }) },
    },
  },
  add: {
    method: 'POST',
    url: '/api/accounts',
    schema: {
      tags,
      summary: 'Adds an account with one role; the password is shown this once',
      body: Type.Object(
        { name: Type.String({ minLength: 1, maxLength: 63 }), ...RoleAt.properties },
        { additionalProperties: false },
      ),
      response: { 201: NewPassword },
    },
  },
  grant: {
    method: 'POST',
    url: '/api/accounts/:name/grants',
    schema: {
      tags,
      summary: 'Gives a role',
      params: NameParameter,
      body: RoleAt,
      response: { 200: ManagedAccount },
    },
  },
  revoke: {
    method: 'DELETE',
    url: '/api/accounts/:name/grants',
    schema: {
      tags,
      summary: 'Takes a role',
      params: NameParameter,
      querystring: RoleAt,
      response: { 200: ManagedAccount },
    },
  },
  password: {
    method: 'POST',
    url: '/api/accounts/:name/password',
    schema: {
      tags,
      summary: 'Makes a new password, shown this once, and ends all sessions',
      params: NameParameter,
      response: { 200: NewPassword },
    },
  },
  endSessions: {
    method: 'DELETE',
    url: '/api/accounts/:name/sessions',
    schema: {
      tags,
      summary: 'Ends all sessions',
      params: NameParameter,
      response: { 200: ManagedAccount },
    },
  },
  ownPassword: {
    method: 'POST',
    url: '/api/session/password',
    schema: {
      tags: ['session'],
      summary: 'Changes my password; ends all my other sessions',
      body: Type.Object(
        {
          password: Type.String({
            minLength: 1,
            maxLength: LONGEST_PASSWORD,
            description: 'the present one',
          }),
          newPassword: Type.String({ minLength: SHORTEST_PASSWORD, maxLength: LONGEST_PASSWORD }),
        },
        { additionalProperties: false },
      ),
      response: { 204: Type.Null() },
    },
  },
} as const
