import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromGeoJson, toMultiPolygon } from '../../../server/domain/coverage/geojson.ts'
import { randomCoverage } from './random-coverage.ts'

test('boundaries go through GeoJSON as text without losing a digit', () => {
  fc.assert(
    fc.property(randomCoverage, ({ shapes }) => {
      const read = shapes.map((shape) => fromGeoJson(JSON.parse(JSON.stringify(toMultiPolygon(shape)))))
      expect(read).toEqual(shapes)
    }),
  )
})

test('rings that run the wrong way and are not closed are taken as they are meant', () => {
  const open = {
    type: 'Polygon' as const,
    coordinates: [
      [
        [0, 0],
        [0, 1e-7],
        [1e-7, 0],
      ],
    ],
  }
  expect(fromGeoJson(open)).toEqual([[[1, 0, 0, 1, 0, 0]]])
})
