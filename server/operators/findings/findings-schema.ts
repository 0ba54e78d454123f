import { Type, type Static } from 'typebox'
import { Nullable } from '../../nullable.ts'
import { Assignment, Day, OperatorRef, Qualification } from '../operator-schema.ts'

const Count = Type.Integer({ minimum: 0 })

export const Vacancy = Type.Object({
  grid: Type.String({ description: 'code' }),
  since: Nullable(Day, {
    description: 'the first day without anybody; null: nobody ever led or covered it',
  }),
  backups: Type.Array(OperatorRef, { description: 'who stands by' }),
  next: Nullable(Type.Object({ operator: OperatorRef, assignment: Assignment }), {
    description: 'who leads or covers it next',
  }),
  households: Nullable(Count),
  openIncidents: Count,
})
export type Vacancy = Static<typeof Vacancy>

export const ComingEnd = Type.Object({
  operator: OperatorRef,
  assignment: Assignment,
  leavesVacant: Type.Boolean({ description: 'nobody leads or covers the grid on the day after' }),
})
export type ComingEnd = Static<typeof ComingEnd>

export const Overload = Type.Object({
  operator: OperatorRef,
  grids: Count,
  households: Nullable(Count),
  openIncidents: Count,
  tooMany: Type.Array(Type.Enum(['households', 'openIncidents'])),
})
export type Overload = Static<typeof Overload>

export const Expiry = Type.Object({
  operator: OperatorRef,
  qualification: Qualification,
  is: Type.Enum(['expired', 'expiring']),
})
export type Expiry = Static<typeof Expiry>

export const Findings = Type.Object({
  today: Day,
  area: Type.String(),
  limits: Type.Object({
    days: Count,
    certificateDays: Count,
    households: Count,
    openIncidents: Count,
  }),
  vacancies: Type.Array(Vacancy, {
    description: 'grids without a lead or a running cover; as many as vacantGrids of GET /api/coverage',
  }),
  ends: Type.Array(ComingEnd, { description: 'assignments that end within the days, soonest first' }),
  overloads: Type.Array(Overload, { description: 'by code: they are no ranking' }),
  certificates: Type.Array(Expiry, {
    description: 'over, or soon; only the newest of each name counts, soonest first',
  }),
})
export type Findings = Static<typeof Findings>
