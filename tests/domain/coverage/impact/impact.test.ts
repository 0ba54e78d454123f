import fc from 'fast-check'
import { expect, test } from 'vitest'
import { applyOperation } from '../../../../server/domain/coverage/edit/apply-operation.ts'
import { apportion } from '../../../../server/domain/coverage/impact/apportion.ts'
import { NO_INCIDENTS, type IncidentPoints } from '../../../../server/domain/coverage/impact/count-inside.ts'
import { Coverage } from '../../../../server/domain/coverage/edit/coverage.ts'
import { impact, type KnownFigures } from '../../../../server/domain/coverage/impact/impact.ts'
import { NO_ADDRESSES, type AddressPoints } from '../../../../server/domain/coverage/impact/weigh-points.ts'
import { OUTSIDE, type Operation } from '../../../../server/domain/coverage/edit/operation.ts'
import { isRefusal } from '../../../../server/domain/coverage/edit/refusal.ts'
import { sequences } from '../edit/exactness.ts'
import { operationOf } from '../edit/random-operation.ts'
import { box, members, split, transfer } from '../edit/small-coverage.ts'

const people = (households: number | null, operators: number[] = []): KnownFigures => ({
  households,
  population: households === null ? null : households * 3,
  operators,
  answered: operators.length > 0,
})
const known = new Map([
  ['A', people(301, [1])],
  ['B', people(100, [2])],
  ['E', people(null)],
])

function impactOf(
  operation: Operation,
  incidents: IncidentPoints = NO_INCIDENTS,
  addresses: AddressPoints = NO_ADDRESSES,
) {
  const before = Coverage.of(members)
  const after = before.fork()
  const change = applyOperation(after, operation)
  if (isRefusal(change)) throw new Error(JSON.stringify(change))
  return impact(before, after, change.keys(), known, incidents, addresses)
}

test('a split shares out households by area, and the operator looks after both parts', () => {
  const found = impactOf(
    split('A', [
      [25, -10],
      [25, 110],
    ]),
    { x: [10, 20, 60], y: [50, 50, 50], open: [1, 0, 1], year: [1, 1, 1] },
  )
  const area = (code: string) => found.areas.find((row) => row.code === code)!
  expect(area('N')).toMatchObject({
    before: null,
    after: { households: 75, population: 226, operators: 1, openIncidents: 1, incidentsYear: 2 },
  })
  expect(area('A')).toMatchObject({
    before: { households: 301 },
    after: { households: 226, population: 677, operators: 1, openIncidents: 1 },
  })
  // It got a vertex, but neither ground nor people.
  expect(area('B')).toMatchObject({ before: { households: 100 }, after: { households: 100 } })
  expect(found.passages).toMatchObject([{ from: 'A', to: 'N', households: 75, openIncidents: 1 }])
  expect(found.passages[0]!.shareOfArea).toBeCloseTo(0.25, 3)
  expect(found.assignments).toEqual([{ from: 'A', to: 'N' }])
  expect(found.above).toEqual([])
})

test('a merger takes people and operators over, and the village next door loses its share', () => {
  const found = impactOf({ kind: 'merge', areas: ['E', 'A'] })
  expect(found.areas.find(({ code }) => code === 'A')!.after).toBeNull()
  // What is not known does not become known by something added to it.
  expect(found.areas.find(({ code }) => code === 'E')!.after).toMatchObject({
    households: null,
    operators: 1,
  })
  expect(found.assignments).toEqual([{ from: 'A', to: 'E' }])
  expect(found.above.find(({ code }) => code === 'W')).toEqual({
    code: 'W',
    households: -301,
    population: -903,
  })
  expect(found.above.find(({ code }) => code === 'O')).toEqual({
    code: 'O',
    households: 301,
    population: 903,
  })
})

test('land from outside brings nobody', () => {
  const ring: [number, number][] = [
    [50, -50],
    [80, -50],
    [80, 20],
    [50, 20],
  ]
  const found = impactOf({ kind: 'draw', ring, code: 'N', parent: 'W' })
  expect(found.areas.find(({ code }) => code === 'N')).toMatchObject({
    before: null,
    after: { households: null, operators: 0 },
  })
  expect(found.passages).toMatchObject([{ from: OUTSIDE, to: 'N', households: null, shareOfArea: 0 }])
})

test('an area that goes to the village next door takes its people along', () => {
  const found = impactOf({ kind: 'reparent', area: 'B', parent: 'O' })
  expect(found.passages).toEqual([])
  expect(found.above).toEqual([
    { code: 'W', households: -100, population: -300 },
    { code: 'O', households: 100, population: 300 },
  ])
})

test('a village that gets its first grid has no more people than before', () => {
  const before = Coverage.of([
    ...members,
    { code: 'V', level: 'village', parent: 'T', shape: [box(300, 0, 50)] },
  ])
  const after = before.fork()
  const change = applyOperation(after, { kind: 'found', area: 'V', code: 'V1' })
  if (isRefusal(change)) throw new Error(change.refused)
  const found = impact(
    before,
    after,
    change.keys(),
    new Map([['V', people(40, [9])]]),
    NO_INCIDENTS,
    NO_ADDRESSES,
  )
  expect(found.above).toEqual([])
  expect(found.areas.find(({ code }) => code === 'V1')!.after).toMatchObject({ households: 40, operators: 1 })
})

test('a piece that goes to a neighbour takes its share along', () => {
  const found = impactOf(
    transfer(
      'A',
      'B',
      [
        [-9, 50],
        [109, 50],
      ],
      [50, 80],
    ),
  )
  expect(found.areas.map(({ code, after }) => [code, after?.households])).toEqual(
    expect.arrayContaining([
      ['A', 151],
      ['B', 250],
    ]),
  )
})

test('whatever is done, no household and no incident is lost or doubled', () => {
  fc.assert(
    fc.property(
      sequences,
      fc.array(fc.tuple(fc.nat(7000), fc.nat(7000)), { maxLength: 40 }),
      (sequence, places) => {
        const before = Coverage.of(sequence.members)
        const after = before.fork()
        const touched = new Set<string>()
        for (const roll of sequence.rolls) {
          const change = applyOperation(after, operationOf(after, roll), { outer: false, mayChange: null })
          if (!isRefusal(change)) for (const code of change.keys()) touched.add(code)
        }
        const figures = new Map([...before.leaves()].map(({ code }, i) => [code, people(100 + 7 * i, [i])]))
        const incidents: IncidentPoints = {
          x: places.map(([x]) => 1_134_000_000 + x),
          y: places.map(([, y]) => 235_000_000 + y),
          open: places.map((_, i) => i % 2),
          year: places.map(() => 1),
        }
        const { areas } = impact(before, after, touched, figures, incidents, NO_ADDRESSES)
        for (const figure of ['households', 'population', 'openIncidents', 'incidentsYear'] as const) {
          const sum = (side: 'before' | 'after') =>
            areas.reduce((total, row) => total + (row[side]?.[figure] ?? 0), 0)
          expect(sum('after'), figure).toBe(sum('before'))
        }
      },
    ),
    { numRuns: 400 },
  )
})

test('a whole number is shared out without a rest', () => {
  expect(apportion(10, [1, 1, 1])).toEqual([4, 3, 3])
  expect(apportion(7, [0, 0])).toEqual([0, 7])
  fc.assert(
    fc.property(fc.nat(5000), fc.array(fc.nat(1000), { minLength: 1 }), (total, weights) => {
      const shares = apportion(total, weights)
      expect(shares.reduce((sum, share) => sum + share, 0)).toBe(total)
      expect(Math.min(...shares)).toBeGreaterThanOrEqual(0)
    }),
  )
})
