import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { metresBetween } from '../../../server/domain/duty/metres-between.ts'
import { countIncident, type IncidentFacts } from '../../../server/domain/evaluation/count-incident.ts'
import { addCounts, COUNTED_NAMES, countsIn, emptyTally } from '../../../server/domain/evaluation/counts.ts'
import {
  findRepeats,
  REPEAT_METRES,
  REPEAT_MS,
  type PlacedIncident,
} from '../../../server/domain/evaluation/find-repeats.ts'
import { STATES } from '../../../server/domain/incident-state.ts'
import { finish } from '../../../server/domain/steps.ts'
import { quarterNamed } from '../../../server/domain/quarter.ts'

const HOUR = 3_600_000
const { from, to } = quarterNamed('2026-Q1', () => 8 * HOUR)!
const WINDOW = { from, to, asOf: to }
const MIDDLE = (from + to) / 2

const FACTS: IncidentFacts = {
  state: 'closed',
  priority: 0,
  occurredAt: MIDDLE,
  dueAt: MIDDLE + 48 * HOUR,
  closedAt: MIDDLE + 24 * HOUR,
  rating: null,
  isLocated: true,
  failures: 0,
  supervised: false,
  dispatched: false,
  returned: false,
  extended: false,
  suspended: false,
  again: false,
}
const one = { numerator: 1, denominator: 1 }
const none = { numerator: 0, denominator: 1 }

const instant = fc.integer({ min: from - 90 * 24 * HOUR, max: to + 90 * 24 * HOUR })
const facts: fc.Arbitrary<IncidentFacts> = fc
  .record({
    state: fc.constantFrom(...STATES),
    priority: fc.nat(2),
    occurredAt: instant,
    dueAt: fc.option(instant),
    closedAt: instant,
    rating: fc.constantFrom('satisfied' as const, 'neutral' as const, 'unsatisfied' as const, null),
    isLocated: fc.boolean(),
    failures: fc.nat(3),
    supervised: fc.boolean(),
    dispatched: fc.boolean(),
    returned: fc.boolean(),
    extended: fc.boolean(),
    suspended: fc.boolean(),
    again: fc.boolean(),
  })
  .map((drawn) => ({ ...drawn, closedAt: drawn.state === 'closed' ? drawn.closedAt : null }))

describe('what an incident counts for', () => {
  test('one that was closed in time', () => {
    expect(countIncident({ ...FACTS, rating: 'satisfied' }, WINDOW)).toEqual({
      filing: one,
      validReports: one,
      returned: none,
      extended: none,
      suspended: none,
      recurrence: none,
      closing: one,
      onTime: one,
      rework: none,
      satisfaction: one,
    })
  })

  test.each<[string, Partial<IncidentFacts>, object]>([
    [
      'failed twice, closed late',
      { failures: 2, closedAt: MIDDLE + 49 * HOUR },
      { rework: { numerator: 2, denominator: 3 }, onTime: none, closing: one },
    ],
    ['an emergency in time', { priority: 2 }, { emergencyOnTime: one }],
    [
      'not closed, overdue at the end',
      { state: 'handling', closedAt: null },
      { closing: none, onTime: none, overdue: one },
    ],
    ['closed after the end', { closedAt: to + HOUR }, { closing: one, onTime: none, overdue: one }],
    [
      'sent back by a unit',
      { state: 'accepted', closedAt: null, dispatched: true, returned: true },
      { returned: one },
    ],
    ['it happened again', { again: true }, { recurrence: one }],
    ['judged as neither', { rating: 'neutral' }, { satisfaction: none }],
  ])('%s', (_, changed, counted) => {
    expect(countIncident({ ...FACTS, ...changed }, WINDOW)).toMatchObject(counted)
  })

  test('a refused one counts against filing and nowhere else; a duplicate nowhere', () => {
    const settled = { ...FACTS, closedAt: null, dueAt: null }
    expect(countIncident({ ...settled, state: 'rejected' }, WINDOW)).toEqual({ filing: none })
    expect(countIncident({ ...settled, state: 'duplicate' }, WINDOW)).toEqual({})
  })

  test('one that waits counts in nothing that is due', () => {
    const waiting = countIncident(
      { ...FACTS, state: 'handling', dueAt: null, closedAt: null, suspended: true },
      WINDOW,
    )
    expect(waiting).not.toHaveProperty('closing')
    expect(waiting.suspended).toEqual(one)
  })

  test('what was closed after the moment that is counted by was not closed yet', () => {
    const early = { ...WINDOW, knownUntil: MIDDLE + HOUR }
    const counts = countIncident({ ...FACTS, rating: 'satisfied' }, early)
    expect(counts).toMatchObject({ closing: none, onTime: none, filing: one })
    expect(counts).not.toHaveProperty('satisfaction')
    expect(counts).not.toHaveProperty('rework')
  })

  test('no part is more than its whole, and sums of parts are the sums of the whole', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(facts, fc.nat(3))), (incidents) => {
        const whole = emptyTally()
        const parts = [emptyTally(), emptyTally(), emptyTally()]
        for (const [own, part] of incidents) {
          const counts = countIncident(own, WINDOW)
          for (const { numerator, denominator } of Object.values(counts))
            expect(numerator >= 0 && numerator <= denominator).toBe(true)
          addCounts(whole, counts)
          // Part 3 is nowhere.
          if (part < 3) addCounts(parts[part]!, counts)
        }
        const rest = whole.map((sum, i) => parts.reduce((left, part) => left - part[i]!, sum))
        const nowhere = emptyTally()
        for (const [own, part] of incidents) if (part === 3) addCounts(nowhere, countIncident(own, WINDOW))
        expect([...rest]).toEqual([...nowhere])
        for (const name of COUNTED_NAMES) expect(countsIn(rest, name)).toEqual(countsIn(nowhere, name))
      }),
      { numRuns: 60 },
    )
  })
})

describe('what happened again', () => {
  const placed = fc.record({
    category: fc.constantFrom('0301', '0402'),
    lon: fc.integer({ min: 0, max: 40 }).map((x) => 114.69 + x * 0.0002),
    lat: fc.integer({ min: 0, max: 40 }).map((y) => 37.48 + y * 0.00015),
    occurredAt: fc.integer({ min: 0, max: 60 }).map((day) => day * 24 * HOUR),
  })

  test('is what looking at every pair finds', () => {
    fc.assert(
      fc.property(fc.array(placed, { maxLength: 80 }), (drawn) => {
        const incidents = drawn.map((own, i): PlacedIncident => ({ ...own, id: i + 1 }))
        const isAgain = (own: PlacedIncident): boolean =>
          incidents.some(
            (other) =>
              other.category === own.category &&
              (other.occurredAt < own.occurredAt ||
                (other.occurredAt === own.occurredAt && other.id < own.id)) &&
              own.occurredAt - other.occurredAt <= REPEAT_MS &&
              metresBetween(own, other) <= REPEAT_METRES,
          )
        expect([...finish(findRepeats(incidents))].toSorted((a, b) => a - b)).toEqual(
          incidents.filter(isAgain).map(({ id }) => id),
        )
      }),
      { numRuns: 100 },
    )
  })
})

test('a quarter is known by its name', () => {
  expect([new Date(from).toISOString(), new Date(to).toISOString()]).toEqual([
    '2025-12-31T16:00:00.000Z',
    '2026-03-31T16:00:00.000Z',
  ])
  expect(quarterNamed('2026-Q5', () => 0)).toBeNull()
})
