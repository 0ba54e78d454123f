import { Type, type Static } from 'typebox'
import { Nullable } from '../nullable.ts'

export const Unit = Type.Object({
  id: Type.Integer(),
  code: Type.String(),
  name: Type.String(),
  nameEn: Nullable(Type.String()),
  area: Nullable(
    Type.String({ description: 'code of the township whose own unit it is; null: an office of the county' }),
  ),
  categories: Type.Array(Type.String(), { description: 'main categories that it usually gets' }),
})
export type Unit = Static<typeof Unit>

export const unitContract = {
  list: {
    method: 'GET',
    url: '/api/units',
    schema: {
      tags: ['units'],
      summary: 'The units that handle incidents',
      response: { 200: Type.Object({ items: Type.Array(Unit) }) },
    },
  },
} as const
