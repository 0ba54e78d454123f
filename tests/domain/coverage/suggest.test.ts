import fc from 'fast-check'
import { expect, test } from 'vitest'
import { areaSquareMetres } from '../../../server/domain/coverage/area-square-metres.ts'
import { applyOperation } from '../../../server/domain/coverage/edit/apply-operation.ts'
import { Coverage, type Member } from '../../../server/domain/coverage/edit/coverage.ts'
import type { Operation } from '../../../server/domain/coverage/edit/operation.ts'
import { isRefusal, type Refusal } from '../../../server/domain/coverage/edit/refusal.ts'
import { validateCoverage } from '../../../server/domain/coverage/edit/validate-coverage.ts'
import { gridsFor, suggestSplit } from '../../../server/domain/coverage/suggest/suggest-split.ts'
import { suggestBalance } from '../../../server/domain/coverage/suggest/suggest-balance.ts'
import { suggestStraighten } from '../../../server/domain/coverage/suggest/suggest-straighten.ts'
import { countyOfGrids } from '../../bench/coverages.ts'
import { toMembers } from '../../bench/engine-rows.ts'

const grids: Member[] = toMembers(countyOfGrids())
const codes = Array.from({ length: 20 }, (_, i) => `new-${i}`)

const sizeOf = (coverage: Coverage, code: string) => areaSquareMetres(coverage.shapeOf(coverage.area(code)!))

function done(coverage: Coverage, operation: Operation | Refusal): Coverage {
  if (isRefusal(operation)) throw new Error(JSON.stringify(operation))
  expect(isRefusal(applyOperation(coverage, operation))).toBe(false)
  return coverage
}

test('a village of 900 households falls into three grids of 300', () => {
  expect([gridsFor(900, 300), gridsFor(100, 300), gridsFor(451, 300)]).toEqual([3, 1, 2])
})

test('a split gives parts of the same size, of which the first keeps the code', () => {
  const base = Coverage.of(grids)
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 12 }), fc.nat(4999), (parts, place) => {
      const { code } = [...base.leaves()][place]!
      const coverage = done(base.fork(), suggestSplit(base, code, parts, codes))
      const sizes = [code, ...codes.slice(0, parts - 1)].map((part) => sizeOf(coverage, part))
      const mean = sizeOf(base, code) / parts
      for (const size of sizes) expect(Math.abs(size / mean - 1)).toBeLessThan(0.01)
    }),
    { numRuns: 30 },
  )
})

test('neighbours are balanced to one household', () => {
  const base = Coverage.of(grids)
  const [first, second] = ['G10-10', 'G10-11']
  const balance = suggestBalance(base, { code: first, households: 700 }, { code: second, households: 300 })
  const coverage = done(base.fork(), balance)
  const left = (700 * sizeOf(coverage, first)) / sizeOf(base, first)
  expect(left).toBeGreaterThan(499)
  expect(left).toBeLessThan(501)
  expect(validateCoverage(coverage)).toEqual([])
})

test.each([
  [
    'neighbours that have the same',
    suggestBalance(Coverage.of(grids), { code: 'G0-0', households: 5 }, { code: 'G0-1', households: 5 }),
    'nothing-to-do',
  ],
  [
    'areas that do not touch',
    suggestBalance(Coverage.of(grids), { code: 'G0-0', households: 50 }, { code: 'G9-9', households: 5 }),
    'not-neighbours',
  ],
  ['one part', suggestSplit(Coverage.of(grids), 'G0-0', 1, codes), 'nothing-to-do'],
  ['more parts than codes', suggestSplit(Coverage.of(grids), 'G0-0', 40, codes), 'code-taken'],
  ['an area that is not there', suggestSplit(Coverage.of(grids), 'nowhere', 3, codes), 'no-area'],
] as const)('nothing is suggested for %s', (_, suggestion, refused) => {
  expect(suggestion).toMatchObject({ refused })
})

test('a crooked border is straightened, and both areas stay valid', () => {
  const base = Coverage.of(grids)
  const before = base.area('G10-10')!.rings[0]![0]!.length
  const coverage = done(base.fork(), suggestStraighten(base, ['G10-10', 'G10-11']))
  expect(coverage.area('G10-10')!.rings[0]![0]!.length).toBeLessThan(before)
  expect(validateCoverage(coverage)).toEqual([])
})
