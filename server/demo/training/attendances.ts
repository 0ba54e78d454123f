import type { TrainingResult } from '../../domain/training/results.ts'
import { lastGoodDay } from '../../domain/training/results.ts'
import type { DemoOperator } from '../operators.ts'
import type { DemoQualification } from '../qualifications.ts'
import { createRandom, type Random } from '../random.ts'
import type { DemoSession } from './sessions.ts'

export type DemoAttendance = {
  session: number
  operatorCode: string
  result: TrainingResult | null
  /** What passing it has given, as the qualifications name it; null: nothing. */
  given: string | null
  day: string
}

/** How many of those who were to come are there, and of those how many pass at once. */
const [PRESENT_SHARE, PASS_SHARE] = [0.92, 0.95]

/**
 * Lets the qualifications come from sessions: one that was obtained since the first session of its course was obtained in the last
 * one before that day. Returns all qualifications, and who was at which session with what result.
 */
export function demoAttendances(options: {
  operators: readonly DemoOperator[]
  qualifications: readonly DemoQualification[]
  sessions: readonly DemoSession[]
  seed: number
  today: string
}): { qualifications: DemoQualification[]; attendances: DemoAttendance[] } {
  const { operators, sessions, seed, today } = options
  const random = createRandom(seed + 41)
  const townshipOf = new Map(operators.map(({ code, townshipCode }) => [code, townshipCode]))
  const attendances: DemoAttendance[] = []
  const sessionOf = (one: DemoQualification): DemoSession | undefined =>
    sessions.findLast(
      ({ course, areaCode, day, isOver }) =>
        course.givenName === one.name &&
        (course.each === 'county' || areaCode === townshipOf.get(one.operatorCode)) &&
        isOver &&
        day <= one.obtainedOn,
    )
  const qualifications = options.qualifications.map((one) => {
    const session = sessionOf(one)
    if (!session) return one
    const { operatorCode } = one
    attendances.push({
      session: session.no,
      operatorCode,
      result: 'passed',
      given: one.name,
      day: session.day,
    })
    attendances.push(...triedBefore(one, session, sessions, random))
    const months = session.course.validMonths
    return {
      ...one,
      obtainedOn: session.day,
      expiresOn: months === null ? null : lastGoodDay(session.day, months),
    }
  })
  const due = new Set(
    qualifications
      .filter(({ kind, expiresOn }) => kind === 'certificate' && expiresOn !== null && expiresOn < today)
      .map(({ operatorCode }) => operatorCode),
  )
  attendances.push(...briefings(operators, sessions, random), ...expected(operators, sessions, due))
  return { qualifications, attendances }
}

/** A few did not come to the session before theirs, or did not pass it. */
function triedBefore(
  { operatorCode }: DemoQualification,
  passed: DemoSession,
  sessions: readonly DemoSession[],
  random: Random,
): DemoAttendance[] {
  if (random.next() < 0.85) return []
  const before = sessions.findLast(
    ({ course, areaCode, day }) =>
      course === passed.course && areaCode === passed.areaCode && day < passed.day,
  )
  if (!before) return []
  const result = random.next() < 0.6 ? 'not_passed' : 'absent'
  return [{ session: before.no, operatorCode, result, given: null, day: before.day }]
}

/** Courses that give nothing are for everybody of the township. */
function briefings(
  operators: readonly DemoOperator[],
  sessions: readonly DemoSession[],
  random: Random,
): DemoAttendance[] {
  return sessions
    .filter(({ course, isOver }) => course.gives === null && isOver)
    .flatMap(({ no, areaCode, day }) =>
      operators
        .filter(({ townshipCode }) => townshipCode === areaCode)
        .map(({ code: operatorCode }) => ({
          session: no,
          operatorCode,
          result:
            random.next() > PRESENT_SHARE ? 'absent' : random.next() > PASS_SHARE ? 'not_passed' : 'passed',
          given: null,
          day,
        })),
    )
}

/** Whose certificate is over is expected in the next session of that course. */
function expected(
  operators: readonly DemoOperator[],
  sessions: readonly DemoSession[],
  due: ReadonlySet<string>,
): DemoAttendance[] {
  return operators.flatMap(({ code: operatorCode, townshipCode }) => {
    const next = sessions.find(
      ({ course, areaCode, isOver }) =>
        course.gives === 'certificate' && areaCode === townshipCode && !isOver,
    )
    return due.has(operatorCode) && next
      ? [{ session: next.no, operatorCode, result: null, given: null, day: next.day }]
      : []
  })
}
