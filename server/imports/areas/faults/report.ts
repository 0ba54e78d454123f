import { writeFileSync } from 'node:fs'
import { toMultiPolygon } from '../../../domain/coverage/geojson.ts'
import { unwritable } from '../../text-file.ts'
import type { AreaFault } from './find-faults.ts'

/** Writes faults as a GeoJSON FeatureCollection: kind, size in square metres, width in metres, codes concerned. */
export function writeReport(file: string, faults: readonly (AreaFault & { repaired?: boolean })[]): void {
  const features = faults.map(({ kind, codes, squareMetres, widthMetres, shape, repaired }) => ({
    type: 'Feature',
    properties: {
      kind,
      codes,
      squareMetres: Math.round(squareMetres * 100) / 100,
      widthMetres: Math.round(widthMetres * 100) / 100,
      repaired: repaired ?? false,
    },
    geometry: shape && shape.length > 0 ? toMultiPolygon(shape) : null,
  }))
  try {
    writeFileSync(file, `${JSON.stringify({ type: 'FeatureCollection', features })}\n`)
  } catch (error) {
    throw unwritable(file, error)
  }
}
