import { Type, type Static } from 'typebox'
import { ROLE_NAMES } from '../domain/role.ts'
import { RESULTS } from '../domain/training/results.ts'
import { STANDINGS } from '../domain/training/standing.ts'
import { Nullable } from '../nullable.ts'
import { Line } from '../written-text.ts'

export const closed = { additionalProperties: false }
const Count = Type.Integer({ minimum: 0 })
const DateTime = Type.String({ format: 'date-time' })
export const Day = Type.String({
  pattern: '^\\d{4}-\\d{2}-\\d{2}$',
  description: 'YYYY-MM-DD, in the county',
})
export const AreaCode = Type.String({ minLength: 1, maxLength: 64 })
export const Id = Type.Object({ id: Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 }) })
export const RowId = Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 })
export const IfMatch = Type.Object({
  'if-match': Type.Optional(Type.String({ maxLength: 40, description: '"version"' })),
})
const Changed = { version: Type.Integer(), changedAt: DateTime, changedBy: Type.String() }

export const ABOUT_COURSE = {
  name: Line(200),
  nameEn: Line(200),
  minutes: Type.Integer({ minimum: 15, maximum: 6000 }),
  forRole: Type.Enum([...ROLE_NAMES]),
  gives: Nullable(Type.Enum(['training', 'certificate']), {
    description: 'what passing it is kept as, among the qualifications of an operator; null: nothing',
  }),
  givenName: Nullable(Line(200), { description: 'what that is called; null where it gives nothing' }),
  validMonths: Nullable(Type.Integer({ minimum: 1, maximum: 120 }), { description: 'null: good for ever' }),
}

export const Course = Type.Object({ id: RowId, ...ABOUT_COURSE, retired: Type.Boolean(), ...Changed })
export type Course = Static<typeof Course>

export const ABOUT_SESSION = {
  course: RowId,
  area: Type.String({ minLength: 1, maxLength: 64, description: 'for whom: a township, or the county' }),
  address: Line(200),
  lon: Type.Number({ minimum: -180, maximum: 180 }),
  lat: Type.Number({ minimum: -90, maximum: 90 }),
  startsAt: DateTime,
  endsAt: DateTime,
  capacity: Type.Integer({ minimum: 1, maximum: 10_000 }),
  trainer: Line(100),
}

export const Session = Type.Object({
  id: RowId,
  ...ABOUT_SESSION,
  area: Nullable(Type.String({ description: 'code; null where it is no more' })),
  cancelled: Type.Boolean(),
  expected: Type.Integer({ minimum: 0, description: 'listed, without a result' }),
  passed: Count,
  notPassed: Count,
  absent: Count,
  mayManage: Type.Boolean(),
  ...Changed,
})
export type Session = Static<typeof Session>

export const Attendance = Type.Object({
  operator: Type.Object({ id: RowId, code: Type.String(), name: Type.String() }),
  area: Nullable(Type.String({ description: 'home, code' })),
  result: Nullable(Type.Enum([...RESULTS]), { description: 'null: expected to come' }),
  enteredAt: DateTime,
  enteredBy: Type.String(),
})
export type Attendance = Static<typeof Attendance>

export const SessionDetail = Type.Object({
  session: Session,
  attendances: Type.Array(Attendance, { description: 'by code, of operators that you see' }),
  elsewhere: Type.Integer({ minimum: 0, description: 'listed operators that you do not see' }),
})
export type SessionDetail = Static<typeof SessionDetail>

export const PlanLine = Type.Object({
  id: RowId,
  period: Type.String({ description: '2026, or 2026-Q3' }),
  course: RowId,
  area: Nullable(Type.String()),
  sessions: Type.Integer({ description: 'that are to be held' }),
  held: Type.Integer({ description: 'over, of the period, for the area itself' }),
  coming: Type.Integer({ description: 'not over yet' }),
  passed: Type.Integer({ description: 'in those held' }),
  mayManage: Type.Boolean(),
  ...Changed,
})
export type PlanLine = Static<typeof PlanLine>

export const Due = Type.Object({
  operator: Type.Object({ id: RowId, code: Type.String(), name: Type.String() }),
  area: Nullable(Type.String({ description: 'home, code' })),
  is: Type.Enum(STANDINGS.filter((standing) => standing !== 'valid')),
  expiresOn: Nullable(Day),
  expectedIn: Nullable(RowId, { description: 'a session to come in which they are expected' }),
})
export type Due = Static<typeof Due>

const Share = { trained: Count, operators: Count }
export const DueList = Type.Object({
  today: Day,
  days: Type.Integer({ description: 'an end within so many days counts' }),
  total: Type.Object(Share),
  byTownship: Type.Array(Type.Object({ area: Type.String(), due: Count, ...Share })),
  items: Type.Array(Due, { description: 'by township, then code: they are no ranking' }),
})
export type DueList = Static<typeof DueList>

export const TrainedShares = Type.Object({
  today: Day,
  area: Type.String(),
  level: Type.String(),
  total: Nullable(Type.Object(Share), { description: 'null: fewer than 5 operators are at home there' }),
  byArea: Type.Array(Type.Object({ code: Type.String(), share: Nullable(Type.Object(Share)) })),
})
export type TrainedShares = Static<typeof TrainedShares>
