import { Type, type Static } from 'typebox'
import { ListQuery } from '../incidents/contract.ts'

/** Of one account. */
export const MOST_FILTERS = 50

/** As the list takes it; nothing else is kept. */
const Query = Type.Object(ListQuery, { additionalProperties: false })

export const SavedFilter = Type.Object({
  id: Type.Integer(),
  name: Type.String(),
  query: Query,
  createdAt: Type.String({ format: 'date-time' }),
})
export type SavedFilter = Static<typeof SavedFilter>

const NamedQuery = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 60, description: 'mine have each a name of their own' }),
    query: Query,
  },
  { additionalProperties: false },
)

const IdParameter = Type.Object({
  id: Type.String({ pattern: '^[1-9][0-9]{0,8}$', description: 'a whole number' }),
})
const tags = ['filters']

export const filterContract = {
  list: {
    method: 'GET',
    url: '/api/filters',
    schema: {
      tags,
      summary: 'Searches that I have kept, the oldest first',
      response: { 200: Type.Object({ items: Type.Array(SavedFilter) }) },
    },
  },
  add: {
    method: 'POST',
    url: '/api/filters',
    schema: {
      tags,
      summary: `Keeps a search under a name, up to ${MOST_FILTERS} of them`,
      body: NamedQuery,
      response: { 201: SavedFilter },
    },
  },
  change: {
    method: 'PUT',
    url: '/api/filters/:id',
    schema: {
      tags,
      summary: 'Gives a kept search another name or another query',
      params: IdParameter,
      body: NamedQuery,
      response: { 200: SavedFilter },
    },
  },
  remove: {
    method: 'DELETE',
    url: '/api/filters/:id',
    schema: {
      tags,
      summary: 'Forgets a kept search',
      params: IdParameter,
      response: { 204: Type.Null() },
    },
  },
} as const
