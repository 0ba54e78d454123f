import { Type } from 'typebox'
import { LEVELS } from '../domain/level.ts'
import { RESULTS } from '../domain/training/results.ts'
import { Nullable } from '../nullable.ts'
import {
  ABOUT_COURSE,
  ABOUT_SESSION,
  AreaCode,
  closed,
  Course,
  Day,
  DueList,
  Id,
  IfMatch,
  PlanLine,
  RowId,
  Session,
  SessionDetail,
  TrainedShares,
} from './training-schema.ts'

const tags = ['training']
const area = Type.Optional(AreaCode)
const Sessions = Type.Integer({ minimum: 1, maximum: 1000 })

export const trainingContract = {
  courses: {
    method: 'GET',
    url: '/api/training/courses',
    schema: {
      tags,
      summary: 'What is taught',
      response: { 200: Type.Object({ items: Type.Array(Course), mayManage: Type.Boolean() }) },
    },
  },
  addCourse: {
    method: 'POST',
    url: '/api/training/courses',
    schema: {
      tags,
      summary: 'Adds a course',
      body: Type.Object(ABOUT_COURSE, closed),
      response: { 201: Course },
    },
  },
  changeCourse: {
    method: 'PUT',
    url: '/api/training/courses/:id',
    schema: {
      tags,
      summary: 'Changes a course, or retires it: no new sessions of it are held',
      params: Id,
      headers: IfMatch,
      body: Type.Object({ ...ABOUT_COURSE, retired: Type.Boolean() }, closed),
      response: { 200: Course },
    },
  },
  sessions: {
    method: 'GET',
    url: '/api/training/sessions',
    schema: {
      tags,
      summary: 'Sessions of a stretch of days: of the area, of what lies in it, and for all of the county',
      querystring: Type.Object({ area, from: Day, to: Day }, closed),
      response: { 200: Type.Object({ items: Type.Array(Session) }) },
    },
  },
  session: {
    method: 'GET',
    url: '/api/training/sessions/:id',
    schema: { tags, summary: 'A session, and who was there', params: Id, response: { 200: SessionDetail } },
  },
  addSession: {
    method: 'POST',
    url: '/api/training/sessions',
    schema: {
      tags,
      summary: 'Plans a session',
      body: Type.Object(ABOUT_SESSION, closed),
      response: { 201: SessionDetail },
    },
  },
  changeSession: {
    method: 'PUT',
    url: '/api/training/sessions/:id',
    schema: {
      tags,
      summary: 'Changes a session, or cancels it',
      description: 'Once results are entered, course and day stay, and it is not cancelled.',
      params: Id,
      headers: IfMatch,
      body: Type.Object({ ...ABOUT_SESSION, cancelled: Type.Boolean() }, closed),
      response: { 200: SessionDetail },
    },
  },
  enter: {
    method: 'POST',
    url: '/api/training/sessions/:id/attendance',
    schema: {
      tags,
      summary: 'Enters who is expected, and what came of it',
      description:
        'All entries or none. Passing a course that gives something is kept as a qualification, with its end; a result that is corrected takes it back.',
      params: Id,
      headers: IfMatch,
      body: Type.Object(
        {
          entries: Type.Array(
            Type.Object(
              {
                operator: Type.String({ minLength: 1, maxLength: 64, description: 'code' }),
                result: Type.Enum([...RESULTS, 'expected', 'off'], { description: 'off: not on the list' }),
              },
              closed,
            ),
            { minItems: 1, maxItems: 1000 },
          ),
        },
        closed,
      ),
      response: { 200: SessionDetail },
    },
  },
  plan: {
    method: 'GET',
    url: '/api/training/plan',
    schema: {
      tags,
      summary: 'What is to be held in a year and its quarters, and what was',
      querystring: Type.Object({ area, year: Type.Integer({ minimum: 1970, maximum: 2105 }) }, closed),
      response: { 200: Type.Object({ items: Type.Array(PlanLine) }) },
    },
  },
  addLine: {
    method: 'POST',
    url: '/api/training/plan',
    schema: {
      tags,
      summary: 'Plans sessions of a course for a period',
      body: Type.Object(
        {
          period: Type.String({ pattern: '^\\d{4}(-Q[1-4])?$' }),
          course: RowId,
          area: AreaCode,
          sessions: Sessions,
        },
        closed,
      ),
      response: { 201: Type.Object({ id: RowId }) },
    },
  },
  changeLine: {
    method: 'PUT',
    url: '/api/training/plan/:id',
    schema: {
      tags,
      summary: 'Changes how many sessions are planned; null: the line goes',
      params: Id,
      headers: IfMatch,
      body: Type.Object({ sessions: Nullable(Sessions) }, closed),
      response: { 204: Type.Null() },
    },
  },
  due: {
    method: 'GET',
    url: '/api/training/due',
    schema: {
      tags,
      summary: 'Operators without a certificate that is good, or whose ends within 60 days',
      querystring: Type.Object({ area }, closed),
      response: { 200: DueList },
    },
  },
  share: {
    method: 'GET',
    url: '/api/training/share',
    schema: {
      tags,
      summary: 'Operators with a certificate that is good, of those at home in each area',
      querystring: Type.Object({ area, level: Type.Optional(Type.Enum([...LEVELS])) }, closed),
      response: { 200: TrainedShares },
    },
  },
} as const
