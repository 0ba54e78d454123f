import { sql } from 'kysely'
import { publishRelease } from '../../areas/publish.ts'
import { readCurrentAreas, readSetting } from '../../areas/queries.ts'
import type { Db } from '../../db/connect.ts'
import { removeDemo } from '../../demo/remove.ts'
import { createProjector } from '../crs.ts'
import type { AreaImportOptions, AreaImportOutcome } from './options.ts'
import { planImport, withOwnCodes } from './plan-import.ts'
import { readAreas } from './read-areas.ts'

class DryRun extends Error {}

/**
 * Imports one level of areas in one transaction as one release. Throws an ImportFault, with nothing changed, when a
 * fault is left; the report file is written all the same. `say` gets one line for each thing worth knowing.
 */
export async function importAreas(
  db: Db,
  options: AreaImportOptions,
  say: (message: string) => void,
): Promise<AreaImportOutcome> {
  const read = readAreas(
    options.file,
    { code: options.codeField, name: options.nameField, parent: options.parentField },
    createProjector(options.crs),
  )
  let outcome: AreaImportOutcome | null = null
  try {
    await db.transaction().execute(async (trx) => {
      const isDemo = (await readSetting(trx, 'demo')) === true
      if (isDemo) {
        await removeDemo(trx)
        say('The demonstration county makes way for the imported one.')
      }
      const current = await readCurrentAreas(trx)
      const areas = withOwnCodes(read, current, options.level, say)
      const plan = planImport(areas, current, options, say)
      const published = await publishRelease(trx, {
        author: 'import',
        note: `${options.level} from ${options.file.split('/').at(-1)}`,
        areas: plan.areas,
      })
      const codes = new Set(areas.map(({ code }) => code))
      const before = new Map(current.map((area) => [area.code, area]))
      const unchanged = plan.areas.filter(
        (area) =>
          codes.has(area.code) && JSON.stringify(before.get(area.code)?.shape) === JSON.stringify(area.shape),
      ).length
      outcome = {
        read: read.length,
        imported: published.release === null ? 0 : read.length - unchanged,
        unchanged: published.release === null ? read.length : unchanged,
        rejected: 0,
        ...plan.counts,
        release: published.release,
      }
      if (options.dryRun) throw new DryRun()
    })
  } catch (error) {
    if (!(error instanceof DryRun)) throw error
  }
  if (!options.dryRun) await sql`analyze`.execute(db)
  return outcome!
}
