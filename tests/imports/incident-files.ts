import { publishRelease } from '../../server/areas/publish.ts'
import type { Db } from '../../server/db/connect.ts'
import {
  importIncidents,
  type IncidentImportOptions,
} from '../../server/imports/incidents/import-incidents.ts'
import { temporaryFiles } from '../support/files.ts'
import { smallCountyAreas } from '../support/small-county.ts'

export const HEADER = 'time,lon,lat,category,title'
export const FIELDS: IncidentImportOptions['fields'] = {
  lon: null,
  lat: null,
  wkt: null,
  time: null,
  category: null,
  id: null,
  title: null,
  address: null,
}

/** Imports contents into the small county, and shows what came of it. */
export function incidentImports(db: () => Db) {
  const file = temporaryFiles()
  const load = (name: string, content: string | Buffer, given: Partial<IncidentImportOptions> = {}) =>
    importIncidents(
      db(),
      {
        file: file(name, content),
        fields: FIELDS,
        categoryMapFile: null,
        crs: 'EPSG:4326',
        timeZone: 'Asia/Shanghai',
        source: 'import',
        dryRun: false,
        rejectsFile: null,
        ...given,
      },
      { report: () => {}, end: () => {} },
    )
  const rows = () =>
    db()
      .selectFrom('incident')
      .select(['title', 'category_code', 'source_category', 'occurred_at', 'area_version_id'])
      .orderBy('id')
      .execute()
  /** No incidents, in the small county. */
  const reset = async () => {
    await db().deleteFrom('incident').execute()
    const known = await db().selectFrom('area').select('id').limit(1).execute()
    if (known.length === 0)
      await publishRelease(db(), { author: 'test', note: 'test', areas: smallCountyAreas() })
  }
  return { file, load, rows, reset }
}
