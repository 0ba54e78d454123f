import { Type, type Static } from 'typebox'
import { DETOUR, KILOMETRES_PER_HOUR } from '../../domain/patrol/reach.ts'
import { PRIORITIES } from '../../domain/incident-state.ts'
import { WindowQuery } from '../../incidents/contract.ts'
import { Nullable } from '../../nullable.ts'

const Nearest = Type.Object({
  code: Type.String(),
  name: Type.String(),
  lon: Type.Number(),
  lat: Type.Number(),
  at: Type.String({ format: 'date-time', description: 'when they were there' }),
  metres: Type.Number({ minimum: 0, description: 'through the air' }),
  minutes: Type.Number({
    minimum: 0,
    description: `an estimate, for no roads are known: ${DETOUR} × as far, at ${KILOMETRES_PER_HOUR} km/h`,
  }),
})

export const Reach = Type.Object({
  area: Type.String(),
  at: Type.String({ format: 'date-time' }),
  open: Type.Integer({ minimum: 0, description: 'open incidents of the area that have a place' }),
  onDuty: Type.Integer({ minimum: 0, description: 'operators whose place of the last half hour is known' }),
  items: Type.Array(
    Type.Object({
      id: Type.Integer(),
      number: Type.String(),
      lon: Type.Number(),
      lat: Type.Number(),
      priority: Type.Integer({ minimum: 0, maximum: PRIORITIES.length - 1 }),
      nearest: Nullable(Nearest, { description: 'null: nobody is on duty' }),
    }),
    { description: 'the most urgent first, at most `limit`' },
  ),
})
export type Reach = Static<typeof Reach>

export const reachContract = {
  reach: {
    method: 'GET',
    url: '/api/coverage/reach',
    schema: {
      tags: ['coverage'],
      summary: 'Who on duty is nearest to each open incident',
      description: 'For those who send operators. That places were read is kept for each of them to see.',
      querystring: Type.Object(
        { area: WindowQuery.area, limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })) },
        { additionalProperties: false },
      ),
      response: { 200: Reach },
    },
  },
} as const
