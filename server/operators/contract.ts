import { Type } from 'typebox'
import {
  ENDS_WITHIN_DAYS,
  EXPIRES_WITHIN_DAYS,
  MANY_HOUSEHOLDS,
  MANY_OPEN_INCIDENTS,
} from '../domain/staffing/limits.ts'
import { Nullable } from '../nullable.ts'
import { Findings } from './findings/findings-schema.ts'
import { Day, LastDay, Operator, OperatorList, Qualification, StaffRoleName } from './operator-schema.ts'

const tags = ['operators']
const closed = { additionalProperties: false }
const Line = (maxLength: number) =>
  Type.String({ minLength: 1, maxLength, pattern: '^[^\\x00-\\x1f\\p{Cs}]*$' })
const AreaCode = Type.String({ minLength: 1, maxLength: 64 })
const Code = Line(64)
const Phone = Type.String({ pattern: '^[0-9+() -]{3,32}$' })
const Id = Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 })
const Limit = (start: number, maximum: number) =>
  Type.Optional(Type.Integer({ minimum: 0, maximum, description: `default ${start}` }))

const About = {
  name: Line(100),
  area: AreaCode,
  unit: Nullable(Code, { description: 'code; null: none' }),
  account: Nullable(Line(63), { description: 'of an operator; null: none' }),
  phone: Nullable(Phone),
}
const { name, area, ...rest } = About
const params = Type.Object({ id: Id })
const answer = { 200: Operator }

export const operatorContract = {
  list: {
    method: 'GET',
    url: '/api/operators',
    schema: {
      tags,
      summary: 'Operators, what they look after, and how they are reached at work',
      description: 'Those at home in the area, and those who look after a grid of it now or soon.',
      querystring: Type.Object(
        {
          area: Type.Optional(AreaCode),
          left: Type.Optional(Type.Boolean({ description: 'those who left, too' })),
        },
        closed,
      ),
      response: { 200: OperatorList },
    },
  },
  findings: {
    method: 'GET',
    url: '/api/operators/findings',
    schema: {
      tags,
      summary: 'Vacant grids, coming ends, too much to do, certificates',
      querystring: Type.Object(
        {
          area: Type.Optional(AreaCode),
          days: Limit(ENDS_WITHIN_DAYS, 366),
          certificateDays: Limit(EXPIRES_WITHIN_DAYS, 366),
          households: Limit(MANY_HOUSEHOLDS, 1_000_000),
          openIncidents: Limit(MANY_OPEN_INCIDENTS, 1_000_000),
        },
        closed,
      ),
      response: { 200: Findings },
    },
  },
  own: {
    method: 'GET',
    url: '/api/operators/own',
    schema: {
      tags,
      summary: 'What is kept of the operator who asks',
      response: { 200: Type.Object({ operator: Nullable(Operator) }) },
    },
  },
  add: {
    method: 'POST',
    url: '/api/operators',
    schema: {
      tags,
      summary: 'Adds an operator',
      body: Type.Object({ code: Code, name, area, ...Type.Partial(Type.Object(rest)).properties }, closed),
      response: { 201: Operator },
    },
  },
  change: {
    method: 'PATCH',
    url: '/api/operators/:id',
    schema: {
      tags,
      summary: 'Changes what is kept of an operator; their code stays',
      params,
      body: Type.Partial(Type.Object(About), { ...closed, minProperties: 1 }),
      response: answer,
    },
  },
  leave: {
    method: 'POST',
    url: '/api/operators/:id/leave',
    schema: {
      tags,
      summary: 'Says which day is the last one at work, on which all assignments end',
      description: 'null: they stay, or came back; assignments that ended stay ended.',
      params,
      body: Type.Object({ lastDay: Nullable(Day) }, closed),
      response: answer,
    },
  },
  assign: {
    method: 'POST',
    url: '/api/operators/:id/assignments',
    schema: {
      tags,
      summary: 'Lets an operator lead, back up or cover a grid',
      description: 'A grid has one lead on a day. A cover has an end.',
      params,
      body: Type.Object(
        { grid: AreaCode, role: StaffRoleName, from: Day, until: Type.Optional(LastDay) },
        closed,
      ),
      response: { 201: Operator },
    },
  },
  reassign: {
    method: 'PATCH',
    url: '/api/operators/:id/assignments/:assignment',
    schema: {
      tags,
      summary: 'Changes an assignment, or sets its end',
      params: Type.Object({ id: Id, assignment: Id }),
      body: Type.Partial(Type.Object({ role: StaffRoleName, from: Day, until: LastDay }), {
        ...closed,
        minProperties: 1,
      }),
      response: answer,
    },
  },
  unassign: {
    method: 'DELETE',
    url: '/api/operators/:id/assignments/:assignment',
    schema: {
      tags,
      summary: 'Takes back an assignment that begins today or later',
      params: Type.Object({ id: Id, assignment: Id }),
      response: answer,
    },
  },
  qualify: {
    method: 'POST',
    url: '/api/operators/:id/qualifications',
    schema: {
      tags,
      summary: 'Notes a training or a certificate',
      params,
      body: Type.Object(
        {
          kind: Qualification.properties.kind,
          name: Line(200),
          obtainedOn: Day,
          expiresOn: Type.Optional(Nullable(Day)),
        },
        closed,
      ),
      response: { 201: Operator },
    },
  },
  disqualify: {
    method: 'DELETE',
    url: '/api/operators/:id/qualifications/:qualification',
    schema: {
      tags,
      summary: 'Takes a training or a certificate back',
      params: Type.Object({ id: Id, qualification: Id }),
      response: answer,
    },
  },
} as const
