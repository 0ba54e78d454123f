import { VectorTile } from '@mapbox/vector-tile'
import fc from 'fast-check'
import { PbfReader } from 'pbf'
import { beforeAll, expect, test } from 'vitest'
import { demoAreas, readDemoInputs, type DemoArea } from '../../server/demo/geometry/demo-areas.ts'
import { dissolve } from '../../server/domain/coverage/dissolve.ts'
import { pointInShape } from '../../server/domain/coverage/locate-point.ts'
import { doubledArea, shapeBounds } from '../../server/domain/coverage/ring.ts'
import type { Ring, Shape } from '../../server/domain/coverage/shape.ts'
import { finish } from '../../server/domain/steps.ts'
import { clipRing } from '../../server/tiles/clip-ring.ts'
import { worldX, worldY } from '../../server/tiles/mercator.ts'
import { EXTENT, TileLayer } from '../../server/tiles/tile-layer.ts'

let grids: DemoArea[] = []
let layer: TileLayer
beforeAll(() => {
  const inputs = readDemoInputs(new URL('../../data/baixiang/', import.meta.url))
  grids = demoAreas(inputs, 130524).filter(({ level }) => level === 'grid')
  layer = finish(
    TileLayer.of(grids.map(({ code, shape }, i) => ({ id: i + 1, properties: { code }, shape }))),
  )
})

/** The tile of a zoom in which a place (1e-7 degree) lies. */
function tileOf(z: number, x: number, y: number): [x: number, y: number] {
  return [Math.floor(worldX(x) * 2 ** z), Math.floor(worldY(y) * 2 ** z)]
}

/** The shapes drawn in a tile, with y upwards again, by the ids of their features. */
function decode(tile: Uint8Array): Map<number, Shape> {
  const features = new VectorTile(new PbfReader(tile)).layers['grid']!
  return new Map(
    Array.from({ length: features.length }, (_, i) => {
      const feature = features.feature(i)
      const rings = feature
        .loadGeometry()
        .map((ring): Ring => ring.slice(0, -1).flatMap(({ x, y }) => [x, -y]))
      return [feature.id!, [rings]]
    }),
  )
}

test.each([7, 8])('at zoom %i, with most vertices left out, no gap opens between grids', (zoom) => {
  const county = dissolve(grids.map(({ shape }) => shape))
  const [minX, minY, maxX, maxY] = shapeBounds(county)
  const [x, y] = tileOf(zoom, minX, maxY)
  expect(tileOf(zoom, maxX, minY), 'the county lies in one tile').toEqual([x, y])
  const drawn = decode(layer.encode('grid', zoom, x, y, false)!)
  expect(drawn.size).toBe(grids.length)
  const union = dissolve([...drawn.values()])
  expect(union.map((polygon) => polygon.length)).toEqual([1])
  const sum = [...drawn.values()].flat(2).reduce((total, ring) => total + doubledArea(ring), 0)
  expect(doubledArea(union[0]![0]!)).toBe(sum)
  const vertices = (shapes: Iterable<Shape>) => [...shapes].flat(2).reduce((n, ring) => n + ring.length, 0)
  expect(vertices(drawn.values())).toBeLessThan(vertices(grids.map(({ shape }) => shape)))
})

test('an exact tile has every vertex, where it lies to the nearest unit', () => {
  const { shape } = grids[0]!
  const [x, y] = tileOf(10, shape[0]![0]![0]!, shape[0]![0]![1]!)
  const drawn = decode(layer.encode('grid', 10, x, y, true)!).get(1)!
  const expected = shape[0]![0]!.map((unit, i) =>
    i % 2 === 0
      ? Math.round(worldX(unit) * EXTENT * 2 ** 10 - x * EXTENT)
      : -Math.round(worldY(unit) * EXTENT * 2 ** 10 - y * EXTENT),
  )
  expect(drawn[0]![0]).toEqual(expected)
})

test('nothing lies in a tile far away', () => {
  expect(layer.encode('grid', 10, 0, 0, false)).toBeNull()
})

test('a cut ring holds the points of the square that the whole ring holds', () => {
  const coordinate = fc.integer({ min: -30, max: 30 })
  fc.assert(
    fc.property(
      fc.array(fc.tuple(coordinate, coordinate), { minLength: 3, maxLength: 9 }),
      fc.array(fc.tuple(fc.integer({ min: -9, max: 8 }), fc.integer({ min: -9, max: 8 })), { minLength: 20 }),
      (corners, places) => {
        const ring = corners.flat()
        const cut = clipRing(ring, -10, 10)
        for (const unit of cut) expect(Math.abs(unit)).toBeLessThanOrEqual(10)
        for (const [x, y] of places) {
          const at = [x + 0.123, y + 0.457] as const
          expect(pointInShape(...at, [[cut]])).toBe(pointInShape(...at, [[ring]]))
        }
      },
    ),
  )
})
