import { Type, type Static } from 'typebox'
import { SINGLE_ACTIONS } from '../domain/commendation/actions.ts'
import { OUTCOMES } from '../domain/commendation/outcomes.ts'
import { OBJECTION_SOURCES, SUBJECT_KINDS } from '../domain/commendation/state.ts'
import { Nullable } from '../nullable.ts'
import { QuarterName } from '../quarter-name.ts'
import {
  Commendation,
  CommendationItem,
  CommendationTitle,
  Day,
  Figures,
  Notice,
  Number40,
  Subject,
  TitleContent,
} from './schema.ts'
import { Words } from '../written-text.ts'

const tags = ['commendations']
const closed = { additionalProperties: false }
const Id = Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 })
const params = Type.Object({ id: Id })
const headers = Type.Object({
  'if-match': Type.Optional(Type.String({ maxLength: 40, description: '"version"' })),
})
const Code = Type.String({ minLength: 1, maxLength: 64 })
const MOST_WORDS = 2000

/** Whom a nomination is about. */
const About = {
  title: Id,
  quarter: QuarterName,
  subject: Type.String({
    minLength: 1,
    maxLength: 64,
    description: 'code of the operator, township or unit',
  }),
}
const Saying = {
  words: Words(MOST_WORDS),
  wordsEn: Type.Optional(Nullable(Words(MOST_WORDS), { description: 'the same in English, for documents' })),
}

export const CommendationList = Type.Object({
  today: Day,
  quarter: QuarterName,
  quarters: Type.Array(
    Type.Object({
      name: QuarterName,
      isOpen: Type.Boolean({ description: 'somebody can be nominated for it' }),
    }),
  ),
  titles: Type.Array(CommendationTitle),
  items: Type.Array(CommendationItem),
  mayNominate: Type.Array(Type.Enum([...SUBJECT_KINDS])),
  mayManage: Type.Boolean(),
  mayPublish: Type.Boolean(),
})
export type CommendationList = Static<typeof CommendationList>

export const IncidentBehind = Type.Object({
  id: Type.Integer(),
  number: Type.String(),
  title: Type.String(),
  category: Type.String(),
  state: Type.String(),
  occurredAt: Type.String(),
})
export type IncidentBehind = Static<typeof IncidentBehind>

export const commendationContract = {
  list: {
    method: 'GET',
    url: '/api/commendations',
    schema: {
      tags,
      summary:
        'The nominations of a quarter that the viewer sees, in the order of titles, townships and codes',
      description: 'Without a quarter: of the last one that is over.',
      querystring: Type.Object({ quarter: Type.Optional(QuarterName) }, closed),
      response: { 200: CommendationList },
    },
  },
  one: {
    method: 'GET',
    url: '/api/commendations/:id',
    schema: { tags, summary: 'One nomination', params, response: { 200: Commendation } },
  },
  reckon: {
    method: 'GET',
    url: '/api/commendations/figures',
    schema: {
      tags,
      summary: 'What a nomination would name; for who may nominate',
      querystring: Type.Object({ title: Id, quarter: QuarterName, subject: Code }, closed),
      response: { 200: Figures },
    },
  },
  candidates: {
    method: 'GET',
    url: '/api/commendations/candidates',
    schema: {
      tags,
      summary: 'Whom the viewer may nominate for a title, in the order of codes',
      querystring: Type.Object({ title: Id }, closed),
      response: { 200: Type.Object({ items: Type.Array(Type.Omit(Subject, ['kind'])) }) },
    },
  },
  nominate: {
    method: 'POST',
    url: '/api/commendations',
    schema: {
      tags,
      summary: 'Nominates an operator, a township or a unit; the server reckons what the nomination names',
      body: Type.Object({ ...About, ...Saying }, closed),
      response: { 201: Commendation },
    },
  },
  act: {
    method: 'POST',
    url: '/api/commendations/:id/actions',
    schema: {
      tags,
      summary: 'Takes the next step with a nomination. With If-Match: "version"',
      description:
        'To correct, `words` are the new words of the nomination; else they are said with the step.',
      params,
      headers,
      body: Type.Object(
        {
          action: Type.Enum([...SINGLE_ACTIONS]),
          words: Type.Optional(Words(MOST_WORDS)),
          wordsEn: Type.Optional(Nullable(Words(MOST_WORDS))),
        },
        closed,
      ),
      response: { 200: Commendation },
    },
  },
  object: {
    method: 'POST',
    url: '/api/commendations/:id/objections',
    schema: {
      tags,
      summary:
        'Objects to a nomination that is public; or writes down what somebody said who is not signed in',
      params,
      body: Type.Object({ source: Type.Enum([...OBJECTION_SOURCES]), words: Words(MOST_WORDS) }, closed),
      response: { 201: Commendation },
    },
  },
  decideObjection: {
    method: 'POST',
    url: '/api/commendations/:id/objections/:objection/decision',
    schema: {
      tags,
      summary: 'Decides an objection, for good',
      params: Type.Object({ id: Id, objection: Id }),
      body: Type.Object({ upheld: Type.Boolean(), words: Words(MOST_WORDS) }, closed),
      response: { 201: Commendation },
    },
  },
  behind: {
    method: 'GET',
    url: '/api/commendations/:id/incidents',
    schema: {
      tags,
      summary: "The incidents behind one of an operator's outcomes, as far as the viewer sees them",
      params,
      querystring: Type.Object(
        { outcome: Type.Enum([...OUTCOMES]), part: Type.Enum(['numerator', 'denominator']) },
        closed,
      ),
      response: {
        200: Type.Object({
          total: Type.Integer({ description: 'all of them' }),
          items: Type.Array(IncidentBehind),
        }),
      },
    },
  },
  addTitle: {
    method: 'POST',
    url: '/api/commendations/titles',
    schema: {
      tags,
      summary: 'Adds a title',
      body: Type.Object({ kind: Type.Enum([...SUBJECT_KINDS]), ...TitleContent }, closed),
      response: { 201: CommendationTitle },
    },
  },
  changeTitle: {
    method: 'PUT',
    url: '/api/commendations/titles/:id',
    schema: {
      tags,
      summary:
        'Changes a title, or retires it; what stands in public keeps its days. With If-Match: "version"',
      params,
      headers,
      body: Type.Object({ ...TitleContent, isRetired: Type.Boolean() }, closed),
      response: { 200: CommendationTitle },
    },
  },
  publish: {
    method: 'POST',
    url: '/api/commendations/notices',
    schema: {
      tags,
      summary: 'Publishes what was decided in a quarter by one notice, for good',
      body: Type.Object(
        {
          quarter: QuarterName,
          number: Number40,
          dated: Day,
          items: Type.Array(
            Type.Object({ id: Id, version: Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 }) }, closed),
            { minItems: 1, maxItems: 200 },
          ),
        },
        closed,
      ),
      response: { 201: Notice },
    },
  },
  roll: {
    method: 'GET',
    url: '/api/commendations/notices',
    schema: {
      tags,
      summary: 'The roll: every notice with who was commended, the latest quarter first',
      response: { 200: Type.Object({ items: Type.Array(Notice) }) },
    },
  },
} as const
