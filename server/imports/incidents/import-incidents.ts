import { basename } from 'node:path'
import { sql } from 'kysely'
import { AreaIndex } from '../../areas/area-index.ts'
import { readCategories } from '../../areas/queries.ts'
import type { Db } from '../../db/connect.ts'
import { readSetting } from '../../db/settings.ts'
import { COMMAND, noteWith } from '../../events/note-event.ts'
import { zoneOffset } from '../../time-zone.ts'
import { createProjector } from '../crs.ts'
import type { Progress } from '../progress.ts'
import { keepApart } from '../text-file.ts'
import { categoryMatcher } from './match-category.ts'
import { parseRow } from './parse-row.ts'
import { readCategoryMap } from './read-category-map.ts'
import { openRows } from '../read-rows.ts'
import { openRejects, type Rejection } from '../rejects-file.ts'
import { resolveFields, type FieldNames } from './resolve-fields.ts'
import { batchWriter, compareRows, insertRows } from './write-batches.ts'

export type IncidentImportOptions = {
  file: string
  fields: FieldNames
  categoryMapFile: string | null
  crs: string
  timeZone: string
  source: string
  dryRun: boolean
  rejectsFile: string | null
}

/** The line of `--json`. Imported, unchanged and rejected add up to read; not located are some of the first two. */
export type IncidentImportOutcome = {
  read: number
  imported: number
  unchanged: number
  rejected: number
  notLocated: number
  seconds: number
}

/**
 * Imports incidents of a file as it streams by. A bad row never stops it: it goes to the rejects file with its reason.
 * Throws an ImportFault, before anything is written, when the file or the options cannot be used at all. `say` gets one line for each thing worth knowing.
 */
export async function importIncidents(
  db: Db,
  options: IncidentImportOptions,
  progress: Progress,
  say: (message: string) => void = () => {},
): Promise<IncidentImportOutcome> {
  const startedAt = Date.now()
  keepApart(options.file, options.rejectsFile, '--rejects')
  const project = createProjector(options.crs)
  const category = await readMatcher(db, options.categoryMapFile)
  const { columns, portions, share } = await openRows(options.file, options.crs)
  const context = {
    fields: resolveFields(options.fields, columns, options.file),
    project,
    offset: zoneOffset(options.timeZone),
    source: options.source,
    category,
    areas: await AreaIndex.load(db),
    repeats: new Map<string, number>(),
  }
  if ((await readSetting(db, 'demo')) === true) {
    say('These incidents join the demonstration county, and stay when an imported county takes its place.')
  }
  const rejects = options.rejectsFile === null ? null : openRejects(options.rejectsFile)
  const outcome = { read: 0, imported: 0, unchanged: 0, rejected: 0, notLocated: 0 }
  const reject = (rejection: Rejection): null => {
    outcome.rejected += 1
    rejects?.add(rejection)
    return null
  }
  // A dry run writes nothing that the database could compare with, so it remembers the keys itself.
  const seen = new Set<string>()
  const writer = batchWriter(
    (rows) => (options.dryRun ? compareRows(db, rows, seen) : insertRows(db, rows)),
    ({ inserted, known, notLocated, refused }) => {
      outcome.imported += inserted
      outcome.unchanged += known
      outcome.notLocated += notLocated
      for (const rejection of refused) reject(rejection)
    },
  )
  try {
    for await (const rows of portions) {
      for (const row of rows) {
        outcome.read += 1
        const parsed = parseRow(row, context)
        const full = 'reason' in parsed ? reject(parsed) : writer.add({ line: row.line, incident: parsed })
        if (full) await full
      }
      rejects?.flush()
      progress.report(outcome.read, share())
    }
    await writer.end()
  } finally {
    rejects?.close()
    // Also where it broke off: what was written until then is there.
    if (!options.dryRun && outcome.imported > 0) await noteImport(db, options, outcome)
  }
  progress.end(outcome.read)
  if (outcome.notLocated > 0 && outcome.notLocated === outcome.imported + outcome.unchanged) {
    say('None of them lies in an area: are the areas imported, and is --crs right?')
  }
  if (!options.dryRun && outcome.imported > 0) await sql`analyze incident`.execute(db)
  return { ...outcome, seconds: Math.round((Date.now() - startedAt) / 100) / 10 }
}

/**
 * One event for all of them: the chain says where they came from, and screens that are open read them. A step for each would be a
 * million events that nobody took, and every later step would wait for them.
 */
async function noteImport(
  db: Db,
  { file, source }: IncidentImportOptions,
  { imported, unchanged, rejected }: Omit<IncidentImportOutcome, 'seconds'>,
): Promise<void> {
  const counts = { imported: `${imported}`, unchanged: `${unchanged}`, rejected: `${rejected}` }
  const data = { what: 'incidents', source, file: basename(file), ...counts }
  await db.transaction().execute((trx) => noteWith(trx, COMMAND, 'import', data))
}

async function readMatcher(db: Db, mapFile: string | null): Promise<(word: string) => string | null> {
  const known = await readCategories(db)
  if (mapFile === null) return categoryMatcher(known)
  const plain = categoryMatcher(known)
  return categoryMatcher(
    known,
    readCategoryMap(mapFile, (target) => plain(target) !== null),
  )
}
