import { expect, test } from 'vitest'
import { applyOperation } from '../../../server/domain/coverage/edit/apply-operation.ts'
import { areaSquareMetres } from '../../../server/domain/coverage/area-square-metres.ts'
import { Coverage, type Member } from '../../../server/domain/coverage/edit/coverage.ts'
import type { Operation } from '../../../server/domain/coverage/edit/operation.ts'
import { isRefusal, type Refusal } from '../../../server/domain/coverage/edit/refusal.ts'
import { NO_ADDRESSES } from '../../../server/domain/coverage/impact/weigh-points.ts'
import { sizeWithin } from '../../../server/domain/coverage/suggest/size-of.ts'
import { suggestBalance } from '../../../server/domain/coverage/suggest/suggest-balance.ts'
import { suggestSplit } from '../../../server/domain/coverage/suggest/suggest-split.ts'

const square = (x: number, side: number) => [[x, 0, x + side, 0, x + side, side, x, side]]
const SIDE = 100_000
const base = Coverage.of([
  { code: 'C', level: 'county', parent: null, shape: [] },
  { code: 'T', level: 'township', parent: 'C', shape: [] },
  { code: 'V', level: 'village', parent: 'T', shape: [] },
  { code: 'W', level: 'grid', parent: 'V', shape: [square(0, SIDE)] },
  { code: 'E', level: 'grid', parent: 'V', shape: [square(SIDE, SIDE)] },
] satisfies Member[])
const shapeOf = (coverage: Coverage, code: string) => coverage.shapeOf(coverage.area(code)!)

/** A street of 60 homes along the western tenth of W, one above and beside the other. */
const STREET = {
  x: Array.from({ length: 60 }, (_, i) => 1000 + 150 * i),
  y: Array.from({ length: 60 }, (_, i) => 1000 + 1600 * ((i * 7) % 60)),
  households: Array.from({ length: 60 }, () => 2),
  population: Array.from({ length: 60 }, () => null),
}
const homesIn = (coverage: Coverage, code: string) =>
  sizeWithin(shapeOf(base, 'W'), STREET)(shapeOf(coverage, code))

function done(operation: Operation | Refusal): Coverage {
  const coverage = base.fork()
  if (isRefusal(operation)) throw new Error(JSON.stringify(operation))
  expect(isRefusal(applyOperation(coverage, operation))).toBe(false)
  return coverage
}

test('a split gives parts with as many homes each, however small the ground', () => {
  const size = sizeWithin(shapeOf(base, 'W'), STREET)
  const coverage = done(suggestSplit(base, 'W', 3, ['N1', 'N2'], size))
  expect(['W', 'N1', 'N2'].map((code) => homesIn(coverage, code))).toEqual([40, 40, 40])
})

test('a balance moves as many homes as it takes', () => {
  const west = { code: 'W', households: 120, sizeOf: sizeWithin(shapeOf(base, 'W'), STREET) }
  const coverage = done(suggestBalance(base, west, { code: 'E', households: 20 }))
  expect(homesIn(coverage, 'W')).toBe(70)
})

test('an area without homes on it is measured', () => {
  const [west, east] = [shapeOf(base, 'W'), shapeOf(base, 'E')]
  expect(sizeWithin(west, NO_ADDRESSES)(west)).toBe(areaSquareMetres(west))
  expect(sizeWithin(east, STREET)(east)).toBe(areaSquareMetres(east))
  expect(sizeWithin(west, { ...STREET, households: STREET.x.map(() => 0) })(west)).toBe(
    areaSquareMetres(west),
  )
})
