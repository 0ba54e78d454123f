import { Type, type Static } from 'typebox'
import { ROSTER_FAULTS, type RosterFaultKind } from '../../domain/staffing/roster-fault.ts'

const Count = Type.Integer({ minimum: 0 })

export const RosterAnswer = Type.Object({
  kept: Type.Boolean(),
  outcome: Type.Object({
    read: Count,
    added: Count,
    changed: Count,
    assigned: Count,
    reassigned: Count,
    qualified: Count,
  }),
  faults: Type.Array(
    Type.Object({
      line: Type.Integer({ description: 'of the file, from 1' }),
      field: Type.String({ description: 'the column; empty: the whole line' }),
      kind: Type.Enum(Object.keys(ROSTER_FAULTS) as RosterFaultKind[]),
      values: Type.Record(Type.String(), Type.String(), { description: 'what the sentence names' }),
      reason: Type.String({ description: 'the sentence, in English' }),
    }),
    { description: 'the first 200 by line; where there is one, nothing is kept' },
  ),
  faultCount: Count,
})
export type RosterAnswer = Static<typeof RosterAnswer>

/** Bytes of a file that is taken. */
export const MOST_ROSTER_BYTES = 4 * 2 ** 20

export const importContract = {
  method: 'POST',
  url: '/api/operators/import',
  schema: {
    tags: ['operators'],
    summary: 'Makes operators, their grids and qualifications as a CSV says, all of it or nothing',
    description:
      'docs/imports.md has the columns. Without `save` it is tried, and what is wrong is told by line; with it, a fault is answered with import_refused.',
    body: Type.Object(
      {
        name: Type.String({ minLength: 1, maxLength: 200, pattern: '^[^\\x00-\\x1f\\p{Cs}]*$' }),
        content: Type.String({
          pattern: '^[A-Za-z0-9+/]*={0,2}$',
          maxLength: Math.ceil(MOST_ROSTER_BYTES / 3) * 4,
          description: 'the bytes of the file in base64: UTF-8, UTF-16 or GB18030',
        }),
        save: Type.Boolean(),
      },
      { additionalProperties: false },
    ),
    response: { 200: RosterAnswer },
  },
} as const
