import { Type } from 'typebox'
import { Code, LevelName } from '../areas/contract.ts'
import { SURVEY_STEPS, type SurveyStep } from '../domain/survey/survey-state.ts'
import { Nullable } from '../nullable.ts'
import { SurveyResults } from './result-schema.ts'
import {
  AnswerCounts,
  GridDraw,
  Sheet,
  Survey,
  SurveyEntry,
  SurveyGrid,
  SurveyPlan,
  Wording,
  Wordings,
} from './survey-schema.ts'

const IfMatch = Type.Object({
  'if-match': Type.Optional(Type.String({ maxLength: 40, description: '"version"' })),
})
const number = Type.String({ pattern: '^[1-9][0-9]{0,8}$', description: 'a whole number' })
const Id = Type.Object({ id: number })
const OfGrid = Type.Object({ grid: Code }, { additionalProperties: false })
const tags = ['surveys']

export const surveyContract = {
  list: {
    method: 'GET',
    url: '/api/surveys',
    schema: {
      tags,
      summary: 'The surveys, latest first',
      response: { 200: Type.Object({ items: Type.Array(Survey) }) },
    },
  },
  wordings: {
    method: 'GET',
    url: '/api/surveys/wordings',
    schema: {
      tags,
      summary: 'The published wordings, latest first',
      response: { 200: Type.Object({ items: Type.Array(Wording) }) },
    },
  },
  publishWording: {
    method: 'POST',
    url: '/api/surveys/wordings',
    schema: {
      tags,
      summary: 'Publishes a wording for good; what surveys go by stays as it is',
      body: Type.Object({ questions: Wordings }, { additionalProperties: false }),
      response: { 201: Wording },
    },
  },
  add: {
    method: 'POST',
    url: '/api/surveys',
    schema: { tags, summary: 'Plans a survey of a quarter', body: SurveyPlan, response: { 201: Survey } },
  },
  change: {
    method: 'PUT',
    url: '/api/surveys/:id',
    schema: {
      tags,
      summary: 'Changes a survey that is not drawn yet. With If-Match: "version"',
      params: Id,
      headers: IfMatch,
      body: SurveyPlan,
      response: { 200: Survey },
    },
  },
  step: {
    method: 'POST',
    url: '/api/surveys/:id/steps',
    schema: {
      tags,
      summary: 'Draws the households of a survey, or closes it. With If-Match: "version"',
      params: Id,
      headers: IfMatch,
      body: Type.Object(
        { step: Type.Enum(Object.keys(SURVEY_STEPS) as SurveyStep[]) },
        { additionalProperties: false },
      ),
      response: { 200: Survey },
    },
  },
  grids: {
    method: 'GET',
    url: '/api/surveys/:id/grids',
    schema: {
      tags,
      summary: 'What was drawn and answered in the grids that concern the viewer',
      params: Id,
      response: { 200: Type.Object({ items: Type.Array(SurveyGrid) }) },
    },
  },
  draw: {
    method: 'GET',
    url: '/api/surveys/:id/draw',
    schema: {
      tags,
      summary: 'What was drawn in a grid, and whether the seed draws it again',
      params: Id,
      querystring: OfGrid,
      response: { 200: GridDraw },
    },
  },
  sheet: {
    method: 'POST',
    url: '/api/surveys/:id/sheets',
    schema: {
      tags,
      summary:
        'The sheet of a grid, with codes that only this answer tells; those of an earlier one no longer hold',
      params: Id,
      body: OfGrid,
      response: { 200: Sheet },
    },
  },
  entries: {
    method: 'GET',
    url: '/api/surveys/:id/entries',
    schema: {
      tags,
      summary: 'What was typed in for a grid, latest first; by oneself only, for who sees no results',
      params: Id,
      querystring: OfGrid,
      response: { 200: Type.Object({ items: Type.Array(SurveyEntry) }) },
    },
  },
  enter: {
    method: 'POST',
    url: '/api/surveys/:id/entries',
    schema: {
      tags,
      summary: 'Adds the answers of paper sheets of a grid, typed twice',
      params: Id,
      body: Type.Object(
        {
          grid: Code,
          sheets: Type.Integer({ minimum: 1, maximum: 10_000 }),
          counts: AnswerCounts,
          again: Type.Object(
            { sheets: Type.Integer({ minimum: 0, maximum: 10_000 }), counts: AnswerCounts },
            { additionalProperties: false, description: 'the same, typed a second time' },
          ),
          interviewer: Nullable(Code, {
            description: 'code of the operator who asked; null: nobody who is one',
          }),
        },
        { additionalProperties: false },
      ),
      response: { 201: SurveyEntry },
    },
  },
  withdraw: {
    method: 'POST',
    url: '/api/surveys/:id/entries/:entry/withdraw',
    schema: {
      tags,
      summary: 'Takes back what was typed in wrongly; both stay on record',
      params: Type.Object({ id: number, entry: number }),
      response: { 200: SurveyEntry },
    },
  },
  results: {
    method: 'GET',
    url: '/api/surveys/results',
    schema: {
      tags,
      summary: 'Results of a survey by area, weighted by households, with 95 % intervals',
      description:
        'While it is open, answers by code are left out: nobody can watch how a household answers.',
      querystring: Type.Object(
        {
          survey: Type.Optional(
            Type.Integer({
              minimum: 1,
              maximum: 2_147_483_647,
              description: 'default: the latest closed one',
            }),
          ),
          area: Type.Optional(Code),
          level: Type.Optional(LevelName),
        },
        { additionalProperties: false },
      ),
      response: { 200: SurveyResults },
    },
  },
} as const
