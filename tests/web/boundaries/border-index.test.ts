import { expect, test } from 'vitest'
import { areaAt, areasWithin } from '../../../web/boundaries/geometry/area-at.ts'
import { BorderIndex } from '../../../web/boundaries/geometry/border-index.ts'
import { scaleAt } from '../../../web/boundaries/geometry/scale.ts'
import { snapTo } from '../../../web/boundaries/geometry/snap.ts'
import { upperBorders } from '../../../web/boundaries/geometry/upper-borders.ts'
import { place, squares } from './square-members.ts'

const index = new BorderIndex(squares())
// A grid's side is then about 36 pixels wide and 46 high.
const scale = scaleAt(11.3, 37)

test('a place is drawn to a vertex before an edge, and to neither when they are far', () => {
  expect(snapTo(index, place(1.1, 1.1), scale)).toEqual({ kind: 'vertex', place: place(1, 1) })
  expect(snapTo(index, place(1.1, 1.5), scale)).toEqual({
    kind: 'edge',
    place: place(1, 1.5),
    edge: expect.arrayContaining([place(1, 1), place(1, 2)]),
  })
  expect(snapTo(index, place(1.5, 1.5), scale)).toEqual({ kind: 'none', place: place(1.5, 1.5) })
})

test('a vertex that is moved does not draw itself, nor do its edges', () => {
  expect(snapTo(index, place(1.05, 1.05), scale, place(1, 1)).kind).toBe('none')
})

test('junctions are told from other vertices', () => {
  expect(index.isJunction(place(1, 1))).toBe(true)
  expect(index.isJunction(place(0, 0))).toBe(false)
  expect(index.neighbours(place(0, 0))).toHaveLength(2)
})

test('handles are those in view; none when they are too many', () => {
  const [west, south] = place(0.5, 0.5)
  const [east, north] = place(1.5, 1.5)
  const seen = index.handles([west, south, east, north], 10, () => true)
  expect(seen?.vertices).toEqual([{ place: place(1, 1), isJunction: true }])
  expect(index.handles([west, south, ...place(9, 9)], 3, () => true)).toBeNull()
})

test('areas are found by a place, and by a box that holds them', () => {
  const coverage = squares()
  expect(areaAt(coverage, place(2.5, 1.5))?.code).toBe('B1b')
  expect(areaAt(coverage, place(5, 5))).toBeNull()
  expect(areasWithin(coverage, [...place(-0.1, -0.1), ...place(2.1, 1.1)])).toEqual(['A1a', 'A2a'])
})

test('borders of villages and townships come from the grids', () => {
  const lengths = { township: 0, village: 0 } as Record<string, number>
  for (const { level, line } of upperBorders(squares())) lengths[level]! += line.length - 1
  expect(lengths).toEqual({ township: 2, village: 4 })
})
