import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dissolve } from '../../../server/domain/coverage/dissolve.ts'
import { pointInShape } from '../../../server/domain/coverage/locate-point.ts'
import { doubledArea } from '../../../server/domain/coverage/ring.ts'
import { shapeFaults } from '../../../server/domain/coverage/shape-faults.ts'
import type { Shape } from '../../../server/domain/coverage/shape.ts'
import { randomCoverage } from './random-coverage.ts'

const square = (x: number, y: number, side = 10): Shape => [
  [[x, y, x + side, y, x + side, y + side, x, y + side]],
]
const area = (shape: Shape): number => shape.flat().reduce((sum, ring) => sum + doubledArea(ring), 0)

describe('the union of a coverage', () => {
  test('joins neighbours and keeps the vertices between them', () => {
    expect(dissolve([square(0, 0), square(10, 0)])).toEqual([[[0, 0, 10, 0, 20, 0, 20, 10, 10, 10, 0, 10]]])
  })

  test('keeps holes and islands in them', () => {
    const frame = [0, 1, 2, 3, 4, 5, 6].flatMap((c) => [0, 1, 2, 3, 4, 5, 6].map((r) => [c, r] as const))
    const ring = frame.filter(([c, r]) => c < 2 || c > 4 || r < 2 || r > 4)
    const union = dissolve([...ring.map(([c, r]) => square(c * 10, r * 10)), square(30, 30)])
    expect(union.map((polygon) => polygon.length)).toEqual([2, 1])
  })

  test('parts that touch at a corner are parts of their own', () => {
    expect(dissolve([square(0, 0), square(10, 10)])).toEqual([...square(0, 0), ...square(10, 10)])
  })

  test('a hole that touches the outside at a corner is a hole of its own', () => {
    const cells = [0, 1, 2].flatMap((c) => [0, 1, 2].map((r) => [c, r] as const))
    const kept = cells.filter(([c, r]) => !(c === 1 && r === 1) && !(c === 0 && r === 0))
    const union = dissolve(kept.map(([c, r]) => square(c * 10, r * 10)))
    expect(union.map((polygon) => polygon.length)).toEqual([2])
    expect(shapeFaults('a', union)).toEqual([])
  })

  test('does not depend on the order', () => {
    fc.assert(
      fc.property(randomCoverage, ({ cells }) => {
        const shapes = cells.map((cell): Shape => [[cell]])
        expect(dissolve(shapes.toReversed())).toEqual(dissolve(shapes))
      }),
    )
  })

  test('areas are kept to the last integer, shapes are valid, points stay where they were', () => {
    fc.assert(
      fc.property(randomCoverage, ({ cells, owners, shapes }) => {
        for (const [owner, shape] of shapes.entries()) {
          const own = cells.filter((_, cell) => owners[cell] === owner)
          expect(area(shape)).toBe(own.reduce((sum, cell) => sum + doubledArea(cell), 0))
          expect(shapeFaults('a', shape)).toEqual([])
          for (const cell of cells) {
            const x = cell[0]! + 500
            const y = cell[1]! + 500
            expect(pointInShape(x, y, shape)).toBe(own.some((ring) => pointInShape(x, y, [[ring]])))
          }
        }
        expect(dissolve(shapes)).toEqual(dissolve(cells.map((cell) => [[cell]])))
      }),
      { numRuns: 300 },
    )
  })
})
