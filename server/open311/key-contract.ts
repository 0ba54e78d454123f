import { Type, type Static } from 'typebox'
import { Nullable } from '../nullable.ts'

const DateTime = Type.String({ format: 'date-time' })

/** A key with which an app files reports; the key itself is nowhere. */
export const AppKey = Type.Object({
  id: Type.Integer(),
  name: Type.String({ description: 'of the app' }),
  madeBy: Type.String(),
  madeAt: DateTime,
  usedOn: Nullable(Type.String({ description: 'the last day that it filed something' })),
  revokedBy: Nullable(Type.String()),
  revokedAt: Nullable(DateTime),
})
export type AppKey = Static<typeof AppKey>

const MadeKey = Type.Object({ name: Type.String(), key: Type.String({ description: 'shown this once' }) })
export type MadeKey = Static<typeof MadeKey>

const tags = ['open311']

export const keyContract = {
  list: {
    method: 'GET',
    url: '/api/open311/keys',
    schema: {
      tags,
      summary: 'Apps that may file reports by Open311, the revoked ones last',
      response: { 200: Type.Object({ items: Type.Array(AppKey) }) },
    },
  },
  add: {
    method: 'POST',
    url: '/api/open311/keys',
    schema: {
      tags,
      summary: 'Makes a key for an app, shown this once',
      body: Type.Object(
        { name: Type.String({ minLength: 1, maxLength: 100, pattern: '^[^\\x00-\\x1f\\p{Cs}]*$' }) },
        { additionalProperties: false },
      ),
      response: { 201: MadeKey },
    },
  },
  revoke: {
    method: 'DELETE',
    url: '/api/open311/keys/:id',
    schema: {
      tags,
      summary: 'Ends a key at once',
      params: Type.Object({ id: Type.String({ pattern: '^[1-9][0-9]{0,8}$' }) }),
      response: { 204: Type.Null() },
    },
  },
} as const
