import { Type, type Static } from 'typebox'
import { STAFF_ROLES } from '../domain/staffing/assignment.ts'
import { Nullable } from '../nullable.ts'

/** A day of the county. That the calendar has it is checked later: the fault is told in the same words. */
export const Day = Type.String({
  pattern: '^\\d{4}-\\d{2}-\\d{2}$',
  description: 'YYYY-MM-DD, in the county',
})
export const LastDay = Nullable(Day, { description: 'the last day, too; null: no end is known' })
export const StaffRoleName = Type.Enum([...STAFF_ROLES])
const Count = Type.Integer({ minimum: 0 })

export const OperatorRef = Type.Object({ id: Type.Integer(), code: Type.String(), name: Type.String() })
export type OperatorRef = Static<typeof OperatorRef>

export const Assignment = Type.Object({
  id: Type.Integer(),
  grid: Type.String({ description: 'code' }),
  role: StaffRoleName,
  from: Day,
  until: LastDay,
})
export type Assignment = Static<typeof Assignment>

export const Qualification = Type.Object({
  id: Type.Integer(),
  kind: Type.Enum(['training', 'certificate']),
  name: Type.String(),
  obtainedOn: Day,
  expiresOn: Nullable(Day, { description: 'the last day on which it is good; null: for good' }),
})
export type Qualification = Static<typeof Qualification>

export const Operator = Type.Object({
  ...OperatorRef.properties,
  area: Nullable(Type.String({ description: 'code of the home area; null where it is no more' })),
  unit: Nullable(Type.Object({ code: Type.String(), name: Type.String(), nameEn: Nullable(Type.String()) })),
  account: Nullable(Type.String({ description: 'the name that they sign in with' })),
  phone: Nullable(Type.String({ description: 'of the office, or of the phone that the work gave them' })),
  lastDay: Nullable(Day, { description: 'the last day at work; null: stays' }),
  assignments: Type.Array(Assignment, { description: 'now and to come, of grids that you see' }),
  elsewhere: Type.Integer({ minimum: 0, description: 'assignments of grids that you do not see' }),
  qualifications: Type.Array(Qualification),
  households: Nullable(Count, {
    description: 'of the grids that they lead or cover now; null where none is known',
  }),
  openIncidents: Type.Integer({ minimum: 0, description: 'in the grids that they lead or cover now' }),
  mayManage: Type.Boolean({ description: 'whether you may change them' }),
})
export type Operator = Static<typeof Operator>

export const OperatorList = Type.Object({
  today: Day,
  area: Type.String(),
  items: Type.Array(Operator),
  accounts: Type.Array(Type.String(), {
    description: 'accounts of operators that no one is linked to: for those who may link one',
  }),
})
export type OperatorList = Static<typeof OperatorList>
