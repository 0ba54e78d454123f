import { Type, type Static } from 'typebox'
import { ROLE_NAMES } from '../domain/role.ts'
import { Nullable } from '../nullable.ts'
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
  hasPassword: Type.Boolean(),
  openId: Nullable(
    Type.Object({
      claimed: Type.String({ description: 'what the provider must call the owner at their first sign-in' }),
      bound: Type.Boolean({ description: 'whether they came already' }),
    }),
    { description: 'how the owner signs in at the provider of OpenID Connect; null: not at all' },
  ),
  grants: Type.Array(GrantState),
})
export type ManagedAccount = Static<typeof ManagedAccount>

/** A password that was made, shown this once. */
const NewPassword = Type.Object({ name: Type.String(), password: Type.String() })
export type NewPassword = Static<typeof NewPassword>

const AddedAccount = Type.Object({
  name: Type.String(),
  password: Nullable(Type.String({ description: 'null: the owner signs in at the provider' })),
})
export type AddedAccount = Static<typeof AddedAccount>

const Claimed = Type.String({
  minLength: 1,
  maxLength: 200,
  pattern: '^[^\\x00-\\x1f]*$',
  description: 'what the provider of OpenID Connect calls the owner',
})

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
      summary:
        'Adds an account with one role: with a password, shown this once, or with a link to the provider',
      body: Type.Object(
        {
          name: Type.String({ minLength: 1, maxLength: 63 }),
          openId: Type.Optional(Claimed),
          ...RoleAt.properties,
        },
        { additionalProperties: false },
      ),
      response: { 201: AddedAccount },
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
  linkOpenId: {
    method: 'POST',
    url: '/api/accounts/:name/openid',
    schema: {
      tags,
      summary: 'Lets the owner sign in at the provider; whoever was linked before is put out',
      params: NameParameter,
      body: Type.Object({ claimed: Claimed }, { additionalProperties: false }),
      response: { 200: ManagedAccount },
    },
  },
  unlinkOpenId: {
    method: 'DELETE',
    url: '/api/accounts/:name/openid',
    schema: {
      tags,
      summary: 'Lets nobody sign in to this account at the provider any more, and ends all sessions',
      params: NameParameter,
      response: { 200: ManagedAccount },
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
