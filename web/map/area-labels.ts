import type { FeatureCollection } from 'geojson'
import type { Area } from '../../server/contract.ts'

/** What a name on the map is made of. */
export type NamedArea = Pick<Area, 'id' | 'level' | 'code' | 'name' | 'nameEn' | 'label'>

/** Points with the names of all areas but the county, for LABEL_SOURCE. Grids are named by their last three digits. */
export function areaLabels(areas: readonly NamedArea[]): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: areas
      .filter((area) => area.level !== 'county')
      .map((area) => {
        const digits = area.code.slice(-3)
        const names =
          area.level === 'grid' ? { zh: digits, en: digits } : { zh: area.name, en: area.nameEn ?? area.name }
        return {
          type: 'Feature',
          id: area.id,
          properties: { level: area.level, ...names },
          geometry: { type: 'Point', coordinates: area.label },
        }
      }),
  }
}
