import { basename } from 'node:path'
import { sql } from 'kysely'
import { publishRelease, type AreaInput } from '../../areas/publish.ts'
import { readCurrentAreas, type CurrentArea } from '../../areas/queries.ts'
import { takeLock } from '../../db/advisory-lock.ts'
import type { Db } from '../../db/connect.ts'
import { readSetting } from '../../db/settings.ts'
import { removeDemo } from '../../demo/remove.ts'
import { COMMAND, noteWith } from '../../events/note-event.ts'
import { createProjector } from '../crs.ts'
import { keepApart } from '../text-file.ts'
import { checkCounty } from './check-county.ts'
import type { AreaImportOptions, AreaImportOutcome } from './options.ts'
import { withOwnCodes } from './own-codes.ts'
import { planImport } from './plan-import.ts'
import { preview } from './preview.ts'
import { readAreas } from './read-areas.ts'
import { fromCurrent } from './to-input.ts'

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
  keepApart(options.file, options.reportFile, '--report')
  const read = readAreas(
    options.file,
    options.crs,
    { code: options.codeField, name: options.nameField, parent: options.parentField },
    createProjector(options.crs),
  )
  preview(read, say)
  let outcome: AreaImportOutcome | null = null
  try {
    await db.transaction().execute(async (trx) => {
      // Imports plan on what they read, so they come one after the other.
      await takeLock(trx, 'import')
      const isDemo = (await readSetting(trx, 'demo')) === true
      if (isDemo) {
        await removeDemo(trx)
        say('The demonstration county makes way for the imported one.')
      }
      const current = await readCurrentAreas(trx)
      const areas = withOwnCodes(read, current, options.level, say)
      checkCounty(areas, current, options)
      const plan = planImport(areas, current, options, say)
      const published = await publishRelease(trx, {
        author: 'import',
        note: `${options.level} from ${basename(options.file)}`,
        areas: plan.areas,
      })
      const unchanged = published.release === null ? read.length : countUnchanged(areas, plan.areas, current)
      outcome = {
        read: read.length,
        imported: read.length - unchanged,
        unchanged,
        rejected: 0,
        ...plan.counts,
        // The number that a dry run was given is free again.
        release: options.dryRun ? null : published.release,
      }
      if (options.dryRun) throw new DryRun()
      if (published.release !== null) {
        const { level } = options
        const [file, release] = [basename(options.file), `${published.release}`]
        await noteWith(trx, COMMAND, 'import', {
          what: 'areas',
          level,
          file,
          release,
          read: `${read.length}`,
        })
      }
    })
  } catch (error) {
    if (!(error instanceof DryRun)) throw error
  }
  if (!options.dryRun) await sql`analyze`.execute(db)
  return outcome!
}

/** How many of the areas of the file are already what the plan makes of them. */
function countUnchanged(
  read: readonly { code: string }[],
  planned: readonly AreaInput[],
  current: readonly CurrentArea[],
): number {
  const codes = new Set(read.map(({ code }) => code))
  const before = new Map(current.map((area) => [area.code, area]))
  return planned.filter((area) => {
    const present = codes.has(area.code) ? before.get(area.code) : undefined
    return present !== undefined && JSON.stringify(fromCurrent(present, current)) === JSON.stringify(area)
  }).length
}
