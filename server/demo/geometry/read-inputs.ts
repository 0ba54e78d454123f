import { readFileSync } from 'node:fs'
import { isCounterClockwise } from '../../domain/coverage/ring.ts'
import { toUnits, type Ring } from '../../domain/coverage/shape.ts'

export type DemoInputs = {
  county: { code: string; name: string; nameEn: string }
  /** Counter-clockwise, 1e-7 degree. */
  outline: Ring
  townships: { code: string; name: string; nameEn: string }[]
  villages: { code: string; townshipCode: string; name: string }[]
}

type OutlineFile = {
  features: {
    properties: { code: string; name: string; name_en: string }
    geometry: { coordinates: [number, number][][] }
  }[]
}

/** Reads the county's outline and names from data/baixiang; their source is in data/README.md. */
export function readDemoInputs(folder: URL): DemoInputs {
  const read = (name: string): string => readFileSync(new URL(name, folder), 'utf8')
  const outline = JSON.parse(read('county-outline.geojson')) as OutlineFile
  const { properties, geometry } = outline.features[0]!
  return {
    county: { code: properties.code, name: properties.name, nameEn: properties.name_en },
    outline: toRing(geometry.coordinates[0]!),
    townships: rows(read('townships.csv')).map(([code, name, nameEn]) => {
      return { code: code!, name: name!, nameEn: nameEn! }
    }),
    villages: rows(read('villages.csv')).map(([code, townshipCode, name]) => {
      return { code: code!, townshipCode: townshipCode!, name: name! }
    }),
  }
}

/** The lines after the first, in their fields; these files quote nothing. */
function rows(text: string): string[][] {
  return text
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(','))
}

function toRing(positions: readonly [number, number][]): Ring {
  const points = positions.slice(0, -1).map(([lon, lat]): [number, number] => [toUnits(lon), toUnits(lat)])
  const ring = points.flat()
  return isCounterClockwise(ring) ? ring : points.toReversed().flat()
}
