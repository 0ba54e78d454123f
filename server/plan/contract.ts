import { Type, type Static } from 'typebox'
import { Code } from '../areas/contract.ts'
import { MILESTONE_KINDS, MILESTONE_STATES, PLAN_ACTIONS } from '../domain/plan/milestone.ts'
import { PLAN_TEMPLATE_NAMES } from '../domain/plan/plan-template.ts'
import { Nullable } from '../nullable.ts'
import { LineOrNothing, Words } from '../written-text.ts'

const DateTime = Type.String({ format: 'date-time' })
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'a day of the county' })
const Count = Type.Integer({ minimum: 0, maximum: 1_000_000 })
const closed = { additionalProperties: false }
const IfMatch = Type.Object({
  'if-match': Type.Optional(Type.String({ maxLength: 40, description: '"version"' })),
})
const Id = Type.Object({ id: Type.String({ pattern: '^[1-9][0-9]{0,8}$', description: 'a whole number' }) })

/** What the county says of a milestone. */
const Content = {
  /** Words of the county. */
  label: LineOrNothing(60),
  beginsOn: Day,
  endsOn: Day,
  targetPercent: Type.Integer({ minimum: 1, maximum: 100 }),
  planned: Nullable(
    Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'grids; of that kind only' }),
  ),
  owner: Nullable(
    Type.Object(
      {
        account: Nullable(Type.String({ minLength: 1, maxLength: 63 })),
        unit: Nullable(Type.String({ minLength: 1, maxLength: 64 })),
      },
      closed,
    ),
    { description: 'an account or a unit' },
  ),
}

const Measured = Type.Object({
  numerator: Type.Integer(),
  denominator: Type.Integer(),
  by: Nullable(Type.String({ description: 'who counted; null: the system measured' })),
  at: Nullable(DateTime),
})

/** What a viewer can do with a milestone as it is. */
export const MILESTONE_ACTS = ['count', 'done', 'urge', 'supervise', 'escalate', 'withdraw'] as const

export const Milestone = Type.Object({
  id: Type.Integer(),
  area: Code,
  kind: Type.Enum([...MILESTONE_KINDS]),
  ...Content,
  owner: Nullable(
    Type.Object({
      account: Nullable(Type.String()),
      unit: Nullable(
        Type.Object({ code: Type.String(), name: Type.String(), nameEn: Nullable(Type.String()) }),
      ),
    }),
  ),
  state: Type.Enum([...MILESTONE_STATES]),
  measure: Nullable(Measured, { description: 'now; null: nobody has counted yet' }),
  reached: Type.Boolean({ description: 'whether the measure is at the target now' }),
  daysLate: Type.Integer({ minimum: 0 }),
  doneOn: Nullable(Day),
  doneBy: Nullable(Type.String()),
  doneWith: Nullable(Type.Object({ numerator: Type.Integer(), denominator: Type.Integer() })),
  urged: Type.Integer(),
  supervisedUntil: Nullable(Day),
  escalation: Type.Integer({ minimum: 0, maximum: 2 }),
  version: Type.Integer(),
  may: Type.Array(Type.Enum([...MILESTONE_ACTS]), { description: 'what the viewer can do now' }),
})
export type Milestone = Static<typeof Milestone>

export const Plan = Type.Object({
  today: Day,
  quarter: Type.String(),
  townships: Type.Array(Code),
  mayEdit: Type.Boolean(),
  owners: Type.Array(Type.String(), { description: 'accounts that may own a milestone; for editors' }),
  items: Type.Array(Milestone),
  runs: Type.Array(
    Type.Object({ area: Code, quarter: Type.String(), own: Type.Integer(), all: Type.Integer() }),
    { description: 'incidents that run in the system, of those reported in a quarter' },
  ),
  channels: Type.Array(Type.Object({ area: Code, source: Type.String(), count: Type.Integer() }), {
    description: 'reports of the public in 30 days',
  }),
})
export type Plan = Static<typeof Plan>

export const PlanEvent = Type.Object({
  seq: Type.Integer(),
  action: Type.Enum([...PLAN_ACTIONS]),
  rule: Nullable(Type.String()),
  actor: Type.String(),
  actorRole: Type.String(),
  at: DateTime,
  note: Nullable(Type.String()),
  data: Type.Record(Type.String(), Type.Unknown()),
})
export type PlanEvent = Static<typeof PlanEvent>

const tags = ['plan']

export const planContract = {
  plan: {
    method: 'GET',
    url: '/api/plan',
    schema: {
      tags,
      summary: 'Milestones of the townships that the viewer sees, and how far they have come',
      querystring: Type.Object({ area: Type.Optional(Code) }, closed),
      response: { 200: Plan },
    },
  },
  overdue: {
    method: 'GET',
    url: '/api/plan/overdue',
    schema: {
      tags,
      summary: 'How many milestones are overdue',
      response: { 200: Type.Object({ overdue: Type.Integer() }) },
    },
  },
  begin: {
    method: 'POST',
    url: '/api/plan',
    schema: {
      tags,
      summary: 'Begins a plan for townships from a template, or as another township has it',
      body: Type.Object(
        {
          template: Type.Enum([...PLAN_TEMPLATE_NAMES, 'township']),
          township: Nullable(Code, { description: 'whose plan is taken, with that template' }),
          beginsOn: Day,
          townships: Type.Array(Code, { minItems: 1, maxItems: 200, uniqueItems: true }),
          weeksBetween: Type.Integer({
            minimum: 0,
            maximum: 52,
            description: 'how much later each next township begins',
          }),
        },
        closed,
      ),
      response: { 201: Type.Object({ ids: Type.Array(Type.Integer()) }) },
    },
  },
  add: {
    method: 'POST',
    url: '/api/plan/milestones',
    schema: {
      tags,
      summary: 'Adds a milestone',
      body: Type.Object({ area: Code, kind: Milestone.properties.kind, ...Content }, closed),
      response: { 201: Milestone },
    },
  },
  change: {
    method: 'PUT',
    url: '/api/plan/milestones/:id',
    schema: {
      tags,
      summary: 'Changes dates, target and owner. With If-Match: "version"',
      params: Id,
      headers: IfMatch,
      body: Type.Object({ ...Content, note: Type.Optional(Nullable(Words(1000))) }, closed),
      response: { 200: Milestone },
    },
  },
  act: {
    method: 'POST',
    url: '/api/plan/milestones/:id/actions',
    schema: {
      tags,
      summary:
        'Counts, says that it is done, urges, supervises, escalates or withdraws. With If-Match: "version"',
      params: Id,
      headers: IfMatch,
      body: Type.Object(
        {
          action: Type.Enum([...MILESTONE_ACTS]),
          note: Type.Optional(Nullable(Words(1000), { description: 'all but urge and count need it' })),
          numerator: Type.Optional(Count),
          denominator: Type.Optional(Count),
          days: Type.Optional(Type.Integer({ minimum: 1, maximum: 90, description: 'of a supervision' })),
        },
        closed,
      ),
      response: { 200: Type.Object({ version: Type.Integer() }) },
    },
  },
  events: {
    method: 'GET',
    url: '/api/plan/milestones/:id/events',
    schema: {
      tags,
      summary: 'Every step of a milestone, the latest first',
      params: Id,
      response: { 200: Type.Object({ items: Type.Array(PlanEvent) }) },
    },
  },
} as const
