import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readPlace, writePlace } from '../../../web/boundaries/geometry/coordinates.ts'
import { clipHalf } from '../../../web/boundaries/geometry/clip-half.ts'
import { multiPolygon } from '../../../web/boundaries/geometry/geojson.ts'
import { lineMetres, movedByMetres, ringSquareMetres } from '../../../web/boundaries/geometry/measure.ts'
import { rectangle } from '../../support/small-county.ts'
import { place } from './square-members.ts'

test('coordinates that are written are read as the same place', () => {
  const x = fc.integer({ min: -1_800_000_000, max: 1_800_000_000 })
  const y = fc.integer({ min: -900_000_000, max: 900_000_000 })
  fc.assert(
    fc.property(x, y, (east, north) => {
      expect(readPlace(writePlace([east, north]))).toEqual([east, north])
    }),
  )
})

test.each([['114.5'], ['114.5, 37.2, 8'], ['a, b'], ['181, 3'], ['37, 91'], ['1e2, 3'], ['']])(
  '%j is no place',
  (text) => {
    expect(readPlace(text)).toBeNull()
  },
)

test('coordinates may be parted as people write them', () => {
  for (const text of ['114.5, 37.2', '114.5，37.2', ' 114.5 37.2 '])
    expect(readPlace(text)).toEqual([1_145_000_000, 372_000_000])
})

test('a line has metres, a ring square metres', () => {
  // One hundredth of a degree: 1,111 m northwards, 889 m eastwards at 37°.
  expect(lineMetres([place(0, 0), place(0, 1)])).toBeCloseTo(1113.2, 0)
  expect(ringSquareMetres([place(0, 0), place(1, 0), place(1, 1), place(0, 1)]) / 1e6).toBeCloseTo(0.988, 2)
  expect(lineMetres([place(0, 0), movedByMetres(place(0, 0), 30, 40)])).toBeCloseTo(50, 1)
})

test('a swipe leaves the part on its side', () => {
  const square = rectangle(0, 0, 1, 1)
  const [meridian] = place(0.25, 0)
  const west = clipHalf(square, meridian, 'west')[0]![0]!
  expect(Math.max(...west.filter((_, i) => i % 2 === 0))).toBe(meridian)
  expect(clipHalf(square, place(-1, 0)[0], 'west')).toEqual([])
  expect(clipHalf(square, place(-1, 0)[0], 'east')).toEqual(square)
  expect(multiPolygon(square).coordinates[0]![0]).toHaveLength(5)
})
