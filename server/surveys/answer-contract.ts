import { Type, type Static } from 'typebox'
import { CODE_LENGTH } from '../domain/survey/answer-code.ts'
import { Nullable } from '../nullable.ts'
import { QuarterName } from '../quarter-name.ts'
import { ForEach, Wordings } from './survey-schema.ts'

const TypedCode = Type.String({
  minLength: CODE_LENGTH,
  maxLength: 20,
  description: 'as printed; spaces, dashes and case do not matter',
})

export const AskedSurvey = Type.Object({
  county: Type.String(),
  countyEn: Nullable(Type.String()),
  quarter: QuarterName,
  questions: Wordings,
})
export type AskedSurvey = Static<typeof AskedSurvey>

const PublicShare = Type.Object({
  share: Type.Number(),
  low: Type.Number({ description: 'of the 95 % interval' }),
  high: Type.Number(),
  answered: Type.Integer(),
})

/** What the latest closed survey found in the county and its townships; null where fewer than five could be told from it, also by taking parts from the county. */
export const PublicResults = Type.Object({
  quarter: Nullable(QuarterName, { description: 'null: no survey was closed yet' }),
  areas: Type.Array(
    Type.Object({
      code: Type.String(),
      name: Type.String(),
      nameEn: Nullable(Type.String()),
      questions: ForEach(Nullable(PublicShare)),
    }),
  ),
})
export type PublicResults = Static<typeof PublicResults>

const tags = ['surveys']

export const answerContract = {
  results: {
    method: 'GET',
    url: '/api/survey-answers/results',
    schema: {
      tags,
      summary:
        'What the latest closed survey found, for anybody: no share from which fewer than five could be told',
      response: { 200: PublicResults },
    },
  },
  ask: {
    method: 'POST',
    url: '/api/survey-answers/questions',
    schema: {
      tags,
      summary: 'What a code is asked; open to anybody',
      body: Type.Object({ code: TypedCode }, { additionalProperties: false }),
      response: { 200: AskedSurvey },
    },
  },
  answer: {
    method: 'POST',
    url: '/api/survey-answers',
    schema: {
      tags,
      summary:
        'Answers once by a code, which is gone afterwards; open to anybody, and kept only as sums of a grid',
      body: Type.Object(
        {
          code: TypedCode,
          reply: ForEach(Nullable(Type.Boolean({ description: 'true: yes; null: left out' }))),
        },
        { additionalProperties: false },
      ),
      response: { 201: Type.Object({ taken: Type.Literal(true) }) },
    },
  },
} as const
