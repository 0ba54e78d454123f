import fc from 'fast-check'
import { expect, test } from 'vitest'
import { arrange } from '../../../server/domain/coverage/arrangement.ts'
import { dissolve } from '../../../server/domain/coverage/dissolve.ts'
import { pointInShape } from '../../../server/domain/coverage/locate-point.ts'
import { doubledArea } from '../../../server/domain/coverage/ring.ts'
import { shapeFaults } from '../../../server/domain/coverage/shape-faults.ts'
import type { Shape } from '../../../server/domain/coverage/shape.ts'
import { faults } from '../../../server/domain/coverage/validate.ts'

const size = (shape: Shape) => shape.flat().reduce((sum, ring) => sum + doubledArea(ring), 0)
const box = (x: number, y: number, width: number, height: number): Shape => [
  [[x, y, x + width, y, x + width, y + height, x, y + height]],
]

const rectangle = fc
  .tuple(fc.nat(30), fc.nat(30), fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 }))
  .map((given) => box(...given))
const triangle = fc
  .array(fc.tuple(fc.nat(1000), fc.nat(1000)), { minLength: 3, maxLength: 3 })
  .map((points) => [points, points.toReversed()].map((order): Shape => [[order.flat()]]))
  .map((orders) => orders.find((shape) => size(shape) > 0))
  .filter((shape) => shape !== undefined)

test('two squares that overlap have three faces', () => {
  const { faces } = arrange([box(0, 0, 10, 10), box(5, 5, 10, 10)])
  expect(faces.map(({ owners }) => owners.join()).sort()).toEqual(['0', '0,1', '1'])
  expect(faces.find(({ owners }) => owners.length === 2)!.shape).toEqual(box(5, 5, 5, 5))
})

test('a hole between four boxes is a face of nobody', () => {
  const ring = [box(0, 0, 30, 10), box(0, 20, 30, 10), box(0, 10, 10, 10), box(20, 10, 10, 10)]
  const nobody = arrange(ring).faces.filter(({ owners }) => owners.length === 0)
  expect(nobody.map(({ shape }) => shape)).toEqual([box(10, 10, 10, 10)])
})

test('an island inside a hole keeps its own face, and the hole is nobody’s', () => {
  const frame: Shape = [
    [
      [0, 0, 50, 0, 50, 50, 0, 50],
      [10, 10, 10, 40, 40, 40, 40, 10],
    ],
  ]
  const { faces } = arrange([frame, box(20, 20, 5, 5)])
  expect(faces.map(({ owners, shape }) => [owners.join(), size(shape) / 2]).sort()).toEqual([
    ['', 875],
    ['0', 1600],
    ['1', 25],
  ])
})

test('a bow tie is twisted', () => {
  const { faces } = arrange([[[[0, 0, 10, 10, 10, 0, 0, 10]]]])
  expect(faces.some(({ twisted }) => twisted)).toBe(true)
})

test('faces have the owners that cover their points, and every face given to its first owner makes a coverage', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(rectangle, triangle), { minLength: 1, maxLength: 8 }), (shapes) => {
      const { faces, assemble } = arrange(shapes)
      const onIntegers = shapes.every((shape) => shape[0]![0]!.length === 8)
      if (onIntegers) {
        for (const { shape, owners } of faces) {
          const [x, y] = [shape[0]![0]![0]! + 0.5, shape[0]![0]![1]! + 0.5]
          if (!pointInShape(x, y, shape)) continue
          expect(owners).toEqual(shapes.flatMap((other, i) => (pointInShape(x, y, other) ? [i] : [])))
        }
      }
      const pieces = assemble((face) => faces[face]!.owners[0] ?? -1, shapes.length).filter(
        (shape) => shape.length > 0,
      )
      expect(pieces.flatMap((shape) => shapeFaults('', shape))).toEqual([])
      const union = dissolve(pieces)
      expect(
        faults(
          pieces.map((shape, i) => ({ code: String(i), shape })),
          union,
        ),
      ).toEqual([])
      expect(pieces.reduce((sum, shape) => sum + size(shape), 0)).toBe(size(union))
    }),
    { numRuns: 300 },
  )
})
