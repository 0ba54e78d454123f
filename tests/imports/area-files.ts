import type { Db } from '../../server/db/connect.ts'
import { AreaIndex } from '../../server/areas/area-index.ts'
import { importAreas } from '../../server/imports/areas/import-areas.ts'
import type { AreaImportOptions } from '../../server/imports/areas/options.ts'
import { temporaryFiles } from '../support/files.ts'

export type Position = [number, number]

/** A closed ring round a box, degrees. */
export const box = (west: number, south: number, east: number, north: number): Position[] => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
]
export const area = (code: string, rings: Position[][], parent?: string) => ({
  type: 'Feature',
  properties: { code, name: `村${code}`, ...(parent ? { parent } : {}) },
  geometry: { type: 'Polygon', coordinates: rings },
})
export const collection = (...features: object[]) => JSON.stringify({ type: 'FeatureCollection', features })

export const LEFT_RING = box(114, 37, 114.01, 37.01)
export const LEFT = area('L', [LEFT_RING])
export const RIGHT = area('R', [box(114.01, 37, 114.02, 37.01)])

/** Imports contents as villages of a county C, unless options say otherwise, and shows what came of it. */
export function areaImports(db: () => Db) {
  const file = temporaryFiles()
  const said: string[] = []
  const load = (content: string | Buffer, given: Partial<AreaImportOptions> = {}) => {
    const options: AreaImportOptions = {
      file: file('areas.geojson', content),
      level: 'village',
      codeField: null,
      nameField: null,
      parentField: null,
      county: { code: 'C', name: '县' },
      crs: 'EPSG:4326',
      repairMetres: null,
      acceptParents: false,
      dryRun: false,
      reportFile: null,
      ...given,
    }
    return importAreas(db(), options, (line) => void said.push(line))
  }
  const shapes = async (level: string) =>
    (await AreaIndex.load(db())).nodes.filter((node) => node.level === level)
  const isEmpty = async () => (await AreaIndex.load(db())).nodes.length === 0
  const clear = async () => {
    for (const table of ['area_version', 'area', 'release'] as const) await db().deleteFrom(table).execute()
  }
  return { file, load, shapes, isEmpty, clear, said }
}
