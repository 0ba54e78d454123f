import { Type, type Static } from 'typebox'
import { ROLE_NAMES } from '../domain/role.ts'
import { LONGEST_PASSWORD } from './password.ts'
import { Nullable } from '../nullable.ts'

/** A role that somebody has, and where. */
export const GrantState = Type.Object({
  role: Type.Enum([...ROLE_NAMES]),
  area: Nullable(Type.String({ description: 'code; neither area nor unit: the whole county' })),
  unit: Nullable(Type.Object({ code: Type.String(), name: Type.String(), nameEn: Nullable(Type.String()) })),
})

export const SessionState = Type.Object({
  viewer: Nullable(
    Type.Object({
      name: Type.String(),
      hasPassword: Type.Boolean({ description: 'whether there is one to change' }),
      grants: Type.Array(GrantState),
      areas: Nullable(
        Type.Array(Type.String(), {
          description: 'codes of the areas that I see, with all below; null: all',
        }),
      ),
      csrf: Nullable(
        Type.String({ description: 'to be sent as x-csrf-token with whatever changes something' }),
      ),
    }),
  ),
  openId: Nullable(
    Type.Object({
      name: Nullable(Type.String({ description: 'what people call it; null: it has no name' })),
      url: Type.String({ description: 'the address that takes a browser there, with returnTo' }),
    }),
    { description: 'the provider at which people sign in too; null: there is none' },
  ),
  demoAccounts: Type.Array(
    Type.Object({
      name: Type.String(),
      role: GrantState.properties.role,
      place: Nullable(
        Type.Object(
          { name: Type.String(), nameEn: Nullable(Type.String()) },
          { description: 'its township or unit' },
        ),
      ),
    }),
    { description: 'accounts of the demonstration county that anybody may try, while nobody is signed in' },
  ),
})
export type SessionState = Static<typeof SessionState>

export const accountContract = {
  signIn: {
    method: 'POST',
    url: '/api/session',
    schema: {
      tags: ['session'],
      summary: 'Signs in; the answer sets a cookie',
      body: Type.Object(
        {
          username: Type.String({ pattern: '^[^\\x00-\\x1f]{1,63}$' }),
          password: Type.String({ minLength: 1, maxLength: LONGEST_PASSWORD }),
        },
        { additionalProperties: false },
      ),
      response: { 200: SessionState },
    },
  },
  session: {
    method: 'GET',
    url: '/api/session',
    schema: { tags: ['session'], summary: 'Who I am and what I may see', response: { 200: SessionState } },
  },
  signOut: {
    method: 'DELETE',
    url: '/api/session',
    schema: { tags: ['session'], summary: 'Signs out', response: { 204: Type.Null() } },
  },
} as const
