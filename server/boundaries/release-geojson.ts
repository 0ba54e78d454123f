import type { AreaAt } from '../areas/areas-at.ts'
import { toMultiPolygon } from '../domain/coverage/geojson.ts'
import type { Level } from '../domain/level.ts'

/** The areas of a level as a GeoJSON FeatureCollection, a line each, without losing a digit. */
export function* areasAsGeoJson(areas: readonly AreaAt[], level: Level): Generator<string> {
  let separator = '{"type":"FeatureCollection","features":[\n'
  for (const area of areas) {
    if (area.level !== level) continue
    const { code, parentCode, name, nameEn, kind, households, population, shape } = area
    const properties = {
      code,
      name,
      name_en: nameEn,
      level,
      parent: parentCode,
      kind,
      households,
      population,
    }
    yield `${separator}${JSON.stringify({ type: 'Feature', properties, geometry: toMultiPolygon(shape) })}`
    separator = ',\n'
  }
  yield separator === ',\n' ? '\n]}\n' : `${separator}]}\n`
}
