import { Type, type Static } from 'typebox'
import { Code, LevelName } from '../areas/contract.ts'
import { Nullable } from '../nullable.ts'
import { QuarterName } from '../quarter-name.ts'
import { Count, DateTime } from '../surveys/survey-schema.ts'

const Part = Type.Object({ numerator: Type.Integer(), denominator: Type.Integer() })

/** How people of an area took part in a quarter. All are sums; the parts of an area add up to it. */
export const Participation = Type.Object({
  reports: Type.Integer({ description: 'by the public' }),
  inTime: Part,
  satisfied: Part,
  volunteers: Type.Integer(),
  meetings: Type.Integer(),
  villageMonths: Type.Integer({ description: 'months of villages for which somebody entered counts' }),
})
export type Participation = Static<typeof Participation>

const Row = Type.Object({
  code: Type.String(),
  name: Type.String(),
  nameEn: Nullable(Type.String()),
  households: Nullable(Type.Integer()),
  now: Participation,
  before: Participation,
})

export const ParticipationReport = Type.Object({
  quarter: QuarterName,
  before: QuarterName,
  running: Type.Boolean({ description: 'the quarter is not over yet' }),
  area: Type.String(),
  level: LevelName,
  total: Row,
  rows: Type.Array(Row),
})
export type ParticipationReport = Static<typeof ParticipationReport>

export const ParticipationCount = Type.Object({
  village: Type.String(),
  month: Type.String({ description: 'its first day' }),
  volunteers: Count,
  meetings: Count,
  version: Type.Integer(),
  enteredBy: Type.String(),
  enteredAt: DateTime,
})
export type ParticipationCount = Static<typeof ParticipationCount>

const tags = ['participation']

export const participationContract = {
  report: {
    method: 'GET',
    url: '/api/participation',
    schema: {
      tags,
      summary: 'How people of an area and its parts took part in a quarter, and in the one before',
      querystring: Type.Object(
        { quarter: Type.Optional(QuarterName), area: Type.Optional(Code), level: Type.Optional(LevelName) },
        { additionalProperties: false },
      ),
      response: { 200: ParticipationReport },
    },
  },
  counts: {
    method: 'GET',
    url: '/api/participation/counts',
    schema: {
      tags,
      summary: 'What was entered for the villages of an area in the months of a quarter',
      querystring: Type.Object(
        { quarter: QuarterName, area: Type.Optional(Code) },
        { additionalProperties: false },
      ),
      response: { 200: Type.Object({ items: Type.Array(ParticipationCount) }) },
    },
  },
  enter: {
    method: 'PUT',
    url: '/api/participation/counts/:village/:month',
    schema: {
      tags,
      summary:
        'Says how many volunteered and met in a village in a month. What was entered before is changed with If-Match: "version"',
      params: Type.Object({
        village: Code,
        month: Type.String({ pattern: '^20[0-9]{2}-(0[1-9]|1[0-2])$', description: 'like 2026-07' }),
      }),
      headers: Type.Object({
        'if-match': Type.Optional(Type.String({ maxLength: 40, description: '"version"' })),
      }),
      body: Type.Object({ volunteers: Count, meetings: Count }, { additionalProperties: false }),
      response: { 200: ParticipationCount },
    },
  },
} as const
