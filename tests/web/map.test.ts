import fc from 'fast-check'
import { expect, test } from 'vitest'
import { densityGrid, latitudeOf, mercatorX, mercatorY, metresPerUnit } from '../../web/map/density.ts'
import type { Map } from 'maplibre-gl'
import { LEVELS } from '../../server/domain/level.ts'
import { areaLayers, labelLayers } from '../../web/map/area-style.ts'
import { binHexagons } from '../../web/map/hexagons.ts'
import { scaleBar } from '../../web/map/scale-bar.ts'
import { syncLayers } from '../../web/map/sync-layers.ts'
import { histogram, lowerBound } from '../../web/state/incident-columns.ts'

const point = fc.tuple(
  fc.double({ min: 114.6, max: 114.8, noNaN: true }),
  fc.double({ min: 37.4, max: 37.6, noNaN: true }),
)
const points = fc.array(point, { maxLength: 200 })
const rowsOf = (given: readonly unknown[]) => given.map((_, i) => i)

test('density times ground area is the number of points', () => {
  const box = { west: mercatorX(114.4), east: mercatorX(115), north: mercatorY(37.8), south: mercatorY(37.2) }
  const cell = (box.east - box.west) / 120
  const side = (metresPerUnit(latitudeOf((box.north + box.south) / 2)) * cell) / 1000
  fc.assert(
    fc.property(points, (given) => {
      const grid = densityGrid(Float64Array.from(given.flat()), rowsOf(given), box, cell, 3)
      const sum = grid.values.reduce((total, value) => total + value * side * side, 0)
      expect(sum).toBeCloseTo(given.length, 2)
    }),
  )
})

test('every point is in one hexagon, no farther from its middle than the side', () => {
  fc.assert(
    fc.property(points, (given) => {
      const bins = binHexagons(Float64Array.from(given.flat()), rowsOf(given), 300, 37.5)
      expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(given.length)
      const metres = metresPerUnit(37.5)
      for (const [lon, lat] of given) {
        const nearest = Math.min(
          ...bins.map((bin) =>
            Math.hypot(mercatorX(bin.lon) - mercatorX(lon), mercatorY(bin.lat) - mercatorY(lat)),
          ),
        )
        expect(nearest * metres).toBeLessThanOrEqual(300.001)
      }
    }),
  )
})

test('a histogram counts every wanted row of its stretch once', () => {
  const times = fc.array(fc.integer({ min: 0, max: 10_000 }), { maxLength: 300 })
  fc.assert(
    fc.property(
      times,
      fc.integer({ min: 0, max: 9000 }),
      fc.integer({ min: 1, max: 1000 }),
      (given, from, length) => {
        const occurredAt = Uint32Array.from(given.toSorted((a, b) => a - b))
        const columns = { occurredAt, length: occurredAt.length }
        const inside = given.filter((time) => time >= from && time < from + length).length
        const counts = histogram(columns, from, from + length, 37, null)
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(inside)
        expect(lowerBound(columns, from)).toBe(given.filter((time) => time < from).length)
        expect(histogram(columns, from, from + length, 5, new Uint8Array(given.length))).toEqual(
          new Uint32Array(5),
        )
      },
    ),
  )
})

test('the scale bar is a round distance that fits', () => {
  fc.assert(
    fc.property(fc.double({ min: 2, max: 20, noNaN: true }), (zoom) => {
      const { metres, pixels } = scaleBar(zoom, 37.5, 96)
      expect(pixels).toBeLessThanOrEqual(96)
      expect(pixels).toBeGreaterThan(96 / 2.6)
      expect(String(metres)).toMatch(/^0?\.?0*[125]0*$/)
    }),
  )
})

test('a layer keeps its id and source layer for good: MapLibre throws when a tile arrives for one that was replaced', () => {
  const sourceLayers = new globalThis.Map<string, string>()
  const calls: string[] = []
  const map = {
    getSource: () => true,
    getLayer: (id: string) => sourceLayers.has(id),
    addLayer: (layer: { id: string; 'source-layer'?: string }) => {
      calls.push(`add ${layer.id}`)
      sourceLayers.set(layer.id, layer['source-layer'] ?? '')
    },
    setPaintProperty: () => {},
    setLayoutProperty: () => {},
    setFilter: () => {},
    setLayerZoomRange: () => {},
  } as unknown as Map
  const colours = { ground: '#eee', land: '#fff', ink: '#000', accent: '#00f', scale: 1 }
  for (const fillLevel of LEVELS) {
    for (const level of LEVELS) {
      const style = { fillLevel, colours, overBasemap: false, selected: { id: 1, level } }
      const layers = [...areaLayers(style), ...labelLayers('zh', colours)]
      syncLayers(map, layers)
      for (const layer of layers) {
        expect('source-layer' in layer ? layer['source-layer'] : '').toBe(sourceLayers.get(layer.id))
      }
    }
  }
  expect(new Set(calls).size).toBe(calls.length)
})
