import fc from 'fast-check'
import { expect, test } from 'vitest'
import { applyOperation } from '../../../../server/domain/coverage/edit/apply-operation.ts'
import { Coverage } from '../../../../server/domain/coverage/edit/coverage.ts'
import { OUTSIDE, type Operation } from '../../../../server/domain/coverage/edit/operation.ts'
import { isRefusal } from '../../../../server/domain/coverage/edit/refusal.ts'
import { NO_INCIDENTS } from '../../../../server/domain/coverage/impact/count-inside.ts'
import { impact, type KnownFigures } from '../../../../server/domain/coverage/impact/impact.ts'
import type { AddressPoints } from '../../../../server/domain/coverage/impact/weigh-points.ts'
import { pointInShape } from '../../../../server/domain/coverage/locate-point.ts'
import { sequences } from '../edit/exactness.ts'
import { operationOf } from '../edit/random-operation.ts'
import { group, members, split, transfer } from '../edit/small-coverage.ts'

type Point = [x: number, y: number, households: number]

/** Typed arrays, as they may be sent. */
function columns(points: readonly Point[]): AddressPoints {
  return {
    x: Int32Array.from(points, ([x]) => x),
    y: Int32Array.from(points, ([, y]) => y),
    households: Int32Array.from(points, ([, , households]) => households),
  }
}

const figures = (households: number | null, population: number | null): KnownFigures => ({
  households,
  population,
  operators: [],
  answered: false,
})

/** A and B with 301 and 100 households. */
const KNOWN = new Map([
  ['A', figures(301, 903)],
  ['B', figures(100, 300)],
])

function impactOf(operation: Operation, points: readonly Point[], known = KNOWN) {
  const before = Coverage.of(members)
  const after = before.fork()
  const change = applyOperation(after, operation)
  if (isRefusal(change)) throw new Error(JSON.stringify(change))
  return impact(before, after, change.keys(), known, NO_INCIDENTS, columns(points))
}

/** The western quarter of A becomes N. */
const QUARTER = split('A', [
  [25, -10],
  [25, 110],
])
/** The northern half of A goes to B. */
const HALF = transfer(
  'A',
  'B',
  [
    [-9, 50],
    [109, 50],
  ],
  [50, 80],
)

const HOMES_WEST: Point[] = [
  [10, 50, 30],
  [60, 50, 10],
]

test('an area with address points is shared out by their households, and by no area', () => {
  const { areas, passages } = impactOf(QUARTER, HOMES_WEST)
  expect(passages).toMatchObject([{ from: 'A', to: 'N', by: 'addresses', households: 226, population: 677 }])
  expect(passages[0]!.shareOfArea).toBeCloseTo(0.25, 3)
  expect(areas.map(({ code, after }) => [code, after?.households])).toEqual(
    expect.arrayContaining([
      ['A', 75],
      ['N', 226],
      ['B', 100],
    ]),
  )
})

test.each<[string, Point[]]>([
  ['none', []],
  ['points without households', [[10, 50, 0]]],
  ['points elsewhere', [[-5000, 50, 5]]],
])('an area with %s is shared out by area', (_name, points) => {
  expect(impactOf(QUARTER, points).passages).toMatchObject([{ by: 'area', households: 75, population: 226 }])
})

test('each area goes by its own: what the one has says nothing of the other', () => {
  const cut = split('B', [
    [25, 40],
    [25, 210],
  ])
  const { passages } = impactOf(group([HALF, cut]), [[50, 20, 4]])
  const by = Object.fromEntries(passages.map((passage) => [`${passage.from}>${passage.to}`, passage]))
  expect(by['A>B']).toMatchObject({ by: 'addresses', households: 0 })
  expect(by['A>N']).toMatchObject({ by: 'addresses', households: 0 })
  expect(by['B>N']).toMatchObject({ by: 'area', households: 25 })
})

test('numbers that are not known do not become known by points', () => {
  const unknown = new Map([['A', figures(null, null)]])
  expect(impactOf(QUARTER, HOMES_WEST, unknown).passages).toMatchObject([
    { by: 'addresses', households: null, population: null },
  ])
})

test('a merger takes all along, wherever the homes are', () => {
  const { areas } = impactOf({ kind: 'merge', areas: ['B', 'A'] }, HOMES_WEST)
  expect(areas.find(({ code }) => code === 'B')!.after).toMatchObject({ households: 401, population: 1203 })
})

const place = fc.tuple(
  fc.nat(7000).map((x) => 1_134_000_000 + x),
  fc.nat(7000).map((y) => 235_000_000 + y),
)
const points = fc.array(
  fc.tuple(place, fc.nat(9)).map(([[x, y], households]): Point => [x, y, households]),
  { maxLength: 60 },
)

test('whatever is done, no household is lost; and where points are all that is known, it is plain counting', () => {
  let counted = 0
  fc.assert(
    fc.property(sequences, points, fc.boolean(), (sequence, homes, knowsPoints) => {
      const before = Coverage.of(sequence.members)
      const after = before.fork()
      const touched = new Set<string>()
      for (const roll of sequence.rolls) {
        const change = applyOperation(after, operationOf(after, roll), { outer: false, mayChange: null })
        if (!isRefusal(change)) for (const code of change.keys()) touched.add(code)
      }
      const householdsIn = (coverage: Coverage, code: string): number => {
        const area = coverage.area(code)!
        const shape = area.rings.length > 0 ? coverage.shapeOf(area) : []
        return homes.reduce(
          (sum, [x, y, households]) => sum + (pointInShape(x, y, shape) ? households : 0),
          0,
        )
      }
      const known = new Map(
        [...before.leaves()].map(({ code }, i) => [
          code,
          knowsPoints ? figures(householdsIn(before, code), 100) : figures(100 + 7 * i, 300 + i),
        ]),
      )
      const { areas, passages } = impact(before, after, touched, known, NO_INCIDENTS, columns(homes))
      for (const figure of ['households', 'population'] as const) {
        const sum = (side: 'before' | 'after') =>
          areas.reduce((total, row) => total + (row[side]?.[figure] ?? 0), 0)
        expect(sum('after'), figure).toBe(sum('before'))
        for (const { after: is } of areas) expect(is?.[figure] ?? 0).toBeGreaterThanOrEqual(0)
      }
      if (!knowsPoints) return
      // Ground of some square centimetres is no passage: what stands on it is counted where the rest goes.
      const leafAt = (coverage: Coverage, x: number, y: number): string =>
        [...coverage.leaves()].find((leaf) => pointInShape(x, y, coverage.shapeOf(leaf)))?.code ?? OUTSIDE
      const isTold = homes.every(([x, y]) => {
        const [from, to] = [leafAt(before, x, y), leafAt(after, x, y)]
        return from === to || passages.some((passage) => passage.from === from && passage.to === to)
      })
      const isFromInside = passages.every(({ from }) => from !== OUTSIDE)
      if (!isTold || !isFromInside) return
      counted += 1
      for (const { code, after: is } of areas)
        // What is made of ground that is no passage has nobody, and knows of none.
        if (is) expect(is.households ?? 0, code).toBe(householdsIn(after, code))
    }),
    { numRuns: 400 },
  )
  expect(counted).toBeGreaterThan(50)
})
