import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isInside, metresToArea } from '../../../web/duty/map/metres-to-area.ts'
import { tilesIn } from '../../../web/duty/tiles/tiles-in.ts'

const ring = (west: number, south: number, side: number) => [
  [west, south],
  [west + side, south],
  [west + side, south + side],
  [west, south + side],
  [west, south],
]
/** A square of 0.01° with a hole of 0.004° in its middle. */
const AREA = { coordinates: [[ring(114, 37, 0.01), ring(114.003, 37.003, 0.004)]] }

test('a place is inside an area, but not in its hole', () => {
  expect(isInside({ lon: 114.001, lat: 37.001 }, AREA)).toBe(true)
  expect(isInside({ lon: 114.005, lat: 37.005 }, AREA)).toBe(false)
  expect(isInside({ lon: 114.02, lat: 37.005 }, AREA)).toBe(false)
})

test('the way to an area is that to its nearest edge', () => {
  expect(metresToArea({ lon: 114.001, lat: 37.001 }, AREA)).toBe(0)
  // A thousandth of a degree of latitude.
  expect(metresToArea({ lon: 114.005, lat: 37.011 }, AREA)).toBeCloseTo(111.2, 0)
  expect(metresToArea({ lon: 114.005, lat: 37.006 }, AREA)).toBeCloseTo(111.2, 0)
})

test('the tiles over a box hold each of its places once at every zoom, coarse ones first', () => {
  const inside = fc.tuple(
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.double({ min: 0, max: 1, noNaN: true }),
  )
  const tiles = tilesIn([114.6, 37.4, 114.75, 37.52], 0, 13)
  expect(tiles.map(({ z }) => z)).toEqual(tiles.map(({ z }) => z).toSorted((a, b) => a - b))
  fc.assert(
    fc.property(inside, fc.integer({ min: 0, max: 13 }), ([across, up], z) => {
      const lon = 114.6 + across * 0.15
      const angle = ((37.4 + up * 0.12) * Math.PI) / 180
      const x = Math.floor(((lon + 180) / 360) * 2 ** z)
      const y = Math.floor(((1 - Math.asinh(Math.tan(angle)) / Math.PI) / 2) * 2 ** z)
      expect(tiles.filter((tile) => tile.z === z && tile.x === x && tile.y === y)).toHaveLength(1)
    }),
  )
})
