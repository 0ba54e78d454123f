import { Type } from 'typebox'
import { QuarterName } from '../quarter-name.ts'
import { AreaOption } from './figure-schema.ts'

export const factsContract = {
  facts: {
    method: 'GET',
    url: '/api/evaluation/quarters/:quarter/facts',
    schema: {
      tags: ['evaluation'],
      summary:
        'What the figures of a quarter are counted by, as CSV: a line for each incident, as it is on file now',
      description:
        'With the formulas of the indicators anybody can count again. `again`: the same place and category in the 30 days ' +
        'before; `failures` and `supervised` by events in the quarter, the other flags by events whenever.',
      params: Type.Object({ quarter: QuarterName }),
      querystring: Type.Object({ area: AreaOption }, { additionalProperties: false }),
    },
  },
  surveyCounts: {
    method: 'GET',
    url: '/api/evaluation/quarters/:quarter/survey-counts',
    schema: {
      tags: ['evaluation'],
      summary:
        'What awareness and participation of a quarter are counted by, as CSV: what households of an area answered, as it is on file now',
      description:
        'Counts of surveys that are closed, and never of a single grid: a line for each area and question. An area has what ' +
        'stands in its own lines and in those of all areas below it.',
      params: Type.Object({ quarter: QuarterName }),
      querystring: Type.Object({ area: AreaOption }, { additionalProperties: false }),
    },
  },
} as const
