import type { Level } from '../../../server/domain/level.ts'

/** A file with areas of one level: a GeoJSON feature collection. */
export type GivenFile = { name: string; level: Level; geojson: object }
