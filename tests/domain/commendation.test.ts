import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createCalendar, dayOfDate, isWorkingDay } from '../../server/domain/calendar.ts'
import {
  COMMENDATION_ACTIONS,
  NOMINATING,
  type CommendationAction,
} from '../../server/domain/commendation/actions.ts'
import { lastObjectionDay } from '../../server/domain/commendation/objection-days.ts'
import { countOutcomes, OUTCOMES } from '../../server/domain/commendation/outcomes.ts'
import { quartersToCommend } from '../../server/domain/commendation/quarters.ts'
import {
  mayDecideObjection,
  refusalOf,
  takesObjections,
  type CommendationActor,
  type CommendationCase,
} from '../../server/domain/commendation/refusal.ts'
import { ENDED_STATES, SUBJECT_KINDS } from '../../server/domain/commendation/state.ts'
import { ROLE_NAMES, type Role } from '../../server/domain/role.ts'
import { zoneOffset } from '../../server/time-zone.ts'

type Step = Exclude<CommendationAction, 'nominate'>
const STEPS = Object.keys(COMMENDATION_ACTIONS) as Step[]

const PEOPLE = ['ann', 'bo', 'cai']
/** Most have every role, so that lives come far; what holds is who they are, not what they may. */
const actors = fc.record({
  name: fc.constantFrom(...PEOPLE),
  roles: fc
    .oneof(
      { weight: 4, arbitrary: fc.constant([...ROLE_NAMES]) },
      { weight: 1, arbitrary: fc.subarray([...ROLE_NAMES]) },
    )
    .map((roles): ReadonlySet<Role> => new Set(roles)),
  isSubject: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
})
const day = (n: number): string => new Date(n * 86_400_000).toISOString().slice(0, 10)

function withObjection(about: CommendationCase): CommendationCase {
  return { ...about, objections: [...about.objections, { round: about.round, verdict: 'open' }] }
}

/** What people of any roles make of a nomination who try steps in any order; every step that was taken, with who took it. */
function live(
  kind: CommendationCase['kind'],
  tries: readonly { action: Step | 'object' | 'decideObjection'; actor: CommendationActor; wait: number }[],
  isQuarterClosed: boolean,
  most: number,
): {
  about: CommendationCase
  taken: { action: Step; actor: CommendationActor; at: CommendationCase; today: string }[]
} {
  let today = 20_000
  let about: CommendationCase = {
    kind,
    state: 'nominated',
    round: 0,
    steps: [{ action: 'nominate', by: 'ann' }],
    objections: [],
    lastObjectionDay: null,
    isQuarterClosed,
    taken: 0,
    most,
  }
  const taken = []
  for (const { action, actor, wait } of tries) {
    today += wait
    if (action === 'object') {
      if (takesObjections(about, day(today))) about = withObjection(about)
    } else if (action === 'decideObjection') {
      if (mayDecideObjection(about, actor, 'somebody'))
        about = {
          ...about,
          objections: about.objections.map((one) => ({
            ...one,
            verdict: one.verdict === 'open' ? (wait % 2 === 0 ? 'dismissed' : 'upheld') : one.verdict,
          })),
        }
    } else if (refusalOf(action, about, actor, day(today)) === null) {
      taken.push({ action, actor, at: about, today: day(today) })
      about = {
        ...about,
        state: COMMENDATION_ACTIONS[action].to,
        steps: [...about.steps, { action, by: actor.name }],
        ...(action === 'publicise' ? { round: about.round + 1, lastObjectionDay: day(today + 3) } : {}),
      }
    }
  }
  return { about, taken }
}

const tries = fc.array(
  fc.record({
    // What takes a nomination on is tried more often, or few would come far.
    action: fc.oneof(
      {
        weight: 12,
        arbitrary: fc.constantFrom<Step>('review', 'publicise', 'decide', 'decide', 'publish', 'correct'),
      },
      {
        weight: 4,
        arbitrary: fc.constantFrom<Step | 'object' | 'decideObjection'>('decideObjection', 'object'),
      },
      { weight: 1, arbitrary: fc.constantFrom<Step>(...STEPS) },
    ),
    actor: actors,
    wait: fc.integer({ min: 0, max: 3 }),
  }),
  { maxLength: 60, size: 'max' },
)
const lives = fc.tuple(fc.constantFrom(...SUBJECT_KINDS), tries, fc.boolean(), fc.integer({ min: 0, max: 3 }))

it('nobody decides what they nominated, corrected or reviewed, nor reviews what they nominated', () => {
  fc.assert(
    fc.property(lives, (life) => {
      const { about, taken } = live(...life)
      const by = (...actions: CommendationAction[]) =>
        new Set(about.steps.filter(({ action }) => actions.includes(action)).map((step) => step.by))
      for (const { action, actor, at } of taken) {
        const before = at.steps.filter((step) => step.by === actor.name).map((step) => step.action)
        if (action === 'decide')
          expect(before.some((one) => one === 'nominate' || one === 'correct' || one === 'review')).toBe(
            false,
          )
        if (action === 'review')
          expect(before.some((one) => one === 'nominate' || one === 'correct')).toBe(false)
        expect(actor.isSubject).toBe(false)
      }
      if (about.state === 'published') {
        expect(by('nominate').size + by('review').size + by('decide').size).toBeGreaterThanOrEqual(3)
      }
    }),
    { numRuns: 500 },
  )
})

it('what is published went through every step in order, and stood in public without an objection left', () => {
  let published = 0
  fc.assert(
    fc.property(lives, (life) => {
      const { about, taken } = live(...life)
      if (about.state !== 'published') return
      published += 1
      const last = (action: Step) => taken.findLastIndex((one) => one.action === action)
      const order = [last('review'), last('publicise'), last('decide'), last('publish')]
      expect(order).toEqual(order.toSorted((a, b) => a - b))
      const decision = taken[last('decide')]!
      expect(decision.today > decision.at.lastObjectionDay!).toBe(true)
      expect(
        decision.at.objections.every(
          ({ round, verdict }) => round < decision.at.round || verdict === 'dismissed',
        ),
      ).toBe(true)
      expect(decision.at.taken).toBeLessThan(decision.at.most)
      if (about.kind !== 'operator') expect(about.isQuarterClosed).toBe(true)
    }),
    { numRuns: 2000, seed: 8 },
  )
  expect(published).toBeGreaterThan(10)
})

it('nothing follows an end', () => {
  fc.assert(
    fc.property(lives, actors, fc.constantFrom(...STEPS), (life, actor, action) => {
      const { about } = live(...life)
      fc.pre(ENDED_STATES.includes(about.state))
      expect(refusalOf(action, about, actor, '2099-01-01')).not.toBeNull()
      expect(takesObjections(about, '2000-01-01')).toBe(false)
    }),
  )
})

it('only a manager nominates operators, and whoever has no role can do nothing', () => {
  expect(NOMINATING.operator).toBe('nominateOperators')
  fc.assert(
    fc.property(lives, fc.constantFrom(...STEPS), (life, action) => {
      const { about } = live(...life)
      const nobody = { name: 'dee', roles: new Set<Role>(), isSubject: false }
      expect(refusalOf(action, about, nobody, '2099-01-01')).toBe('role')
      const operator = { ...nobody, roles: new Set<Role>(['operator', 'handler', 'analyst', 'display']) }
      expect(refusalOf(action, about, operator, '2099-01-01')).toBe('role')
    }),
  )
})

const calendar = createCalendar({
  weekdays: [1, 2, 3, 4, 5],
  officeHours: [{ fromMinute: 510, toMinute: 1020 }],
  days: [
    { date: '2026-10-01', kind: 'holiday' },
    { date: '2026-10-02', kind: 'holiday' },
    { date: '2026-10-10', kind: 'workday' },
  ],
})

it('so many days pass from the day of publicity to the last one for objections', () => {
  expect(lastObjectionDay('2026-09-30', 3, 'working', calendar)).toBe('2026-10-07')
  expect(lastObjectionDay('2026-10-09', 1, 'working', calendar)).toBe('2026-10-10')
  expect(lastObjectionDay('2026-12-30', 3, 'calendar', calendar)).toBe('2027-01-02')
  expect(() => lastObjectionDay('2026-12-30', 0, 'calendar', calendar)).toThrow(RangeError)
  fc.assert(
    fc.property(
      fc.integer({ min: 20_000, max: 22_000 }),
      fc.integer({ min: 1, max: 60 }),
      fc.constantFrom('working' as const, 'calendar' as const),
      (from, days, kind) => {
        const last = dayOfDate(lastObjectionDay(day(from), days, kind, calendar))
        const between = Array.from({ length: last - from }, (_, i) => from + 1 + i)
        const counted = between.filter((one) => kind === 'calendar' || isWorkingDay(one, calendar))
        expect(counted).toHaveLength(days)
        expect(counted.at(-1)).toBe(last)
      },
    ),
  )
})

it('outcomes add up, whatever the order, and no numerator exceeds its denominator', () => {
  const facts = fc.array(
    fc
      .record({
        outcome: fc.constantFrom(...OUTCOMES),
        incidentId: fc.integer({ min: 1, max: 9 }),
        denominator: fc.integer({ min: 0, max: 4 }),
        part: fc.double({ min: 0, max: 1, noNaN: true }),
      })
      .map(({ part, ...fact }) => ({ ...fact, numerator: Math.floor(fact.denominator * part) })),
  )
  fc.assert(
    fc.property(facts, (all) => {
      const counted = countOutcomes(all)
      expect(countOutcomes(all.toReversed())).toEqual(counted)
      const total = OUTCOMES.reduce((sum, name) => sum + counted[name].denominator, 0)
      expect(total).toBe(all.reduce((sum, { denominator }) => sum + denominator, 0))
      for (const name of OUTCOMES) {
        const { numerator, denominator, hits, incidents } = counted[name]
        expect(numerator).toBeLessThanOrEqual(denominator)
        expect(incidents).toEqual(expect.arrayContaining(hits))
      }
    }),
  )
})

it('quarters to commend are over, and follow each other', () => {
  const offset = zoneOffset('Asia/Shanghai')
  const quarters = quartersToCommend(Date.parse('2026-12-31T17:00:00Z'), offset)
  expect(quarters.map(({ name }) => name)).toEqual(['2026-Q4', '2026-Q3', '2026-Q2', '2026-Q1'])
  expect(quarters.every(({ to }, i) => to === (quarters[i - 1]?.from ?? to))).toBe(true)
})
