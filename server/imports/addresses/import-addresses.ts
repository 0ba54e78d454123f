import { basename } from 'node:path'
import { sql, type Transaction } from 'kysely'
import { AreaIndex } from '../../areas/area-index.ts'
import { takeLock } from '../../db/advisory-lock.ts'
import type { Db } from '../../db/connect.ts'
import { jsonRows } from '../../db/geo.ts'
import type { Database } from '../../db/types.ts'
import { COMMAND, noteWith } from '../../events/note-event.ts'
import { createProjector } from '../crs.ts'
import { ImportFault } from '../import-fault.ts'
import type { Progress } from '../progress.ts'
import { openRows } from '../read-rows.ts'
import { openRejects, type Rejection } from '../rejects-file.ts'
import { keepApart } from '../text-file.ts'
import { parseAddress, type AddressPoint } from './parse-address.ts'
import { resolveAddressFields, type AddressFieldNames } from './resolve-fields.ts'

export type AddressImportOptions = {
  file: string
  fields: AddressFieldNames
  crs: string
  dryRun: boolean
  rejectsFile: string | null
}

/**
 * The line of `--json`. Imported and rejected add up to read; not located are some of the imported; `households` is their
 * sum; `replaced` were there before.
 */
export type AddressImportOutcome = {
  read: number
  imported: number
  rejected: number
  notLocated: number
  households: number
  replaced: number
  seconds: number
}

/** How many rows go in one statement. */
const BATCH = 5000

/**
 * Puts the address points of a file in the place of all that there were, in one transaction, as the file streams by. A bad row
 * goes to the rejects file with its reason. Throws an ImportFault, with nothing changed, when the file or the options cannot
 * be used, or no row is a point. `say` gets one line for each thing worth knowing.
 */
export async function importAddresses(
  db: Db,
  options: AddressImportOptions,
  progress: Progress,
  say: (message: string) => void,
): Promise<AddressImportOutcome> {
  const startedAt = Date.now()
  keepApart(options.file, options.rejectsFile, '--rejects')
  const project = createProjector(options.crs)
  const source = await openRows(options.file, options.crs)
  const fields = resolveAddressFields(options.fields, source.columns, options.file)
  say(
    fields.households === null
      ? 'Each point counts as one household: no column says how many it has.'
      : `Households are read from the column "${fields.households.name}".`,
  )
  const areas = await AreaIndex.load(db)
  const rejects = options.rejectsFile === null ? null : openRejects(options.rejectsFile)
  const outcome = { read: 0, imported: 0, rejected: 0, notLocated: 0, households: 0, replaced: 0 }
  const reject = (rejection: Rejection): void => {
    outcome.rejected += 1
    rejects?.add(rejection)
  }
  /** Counts the points of a file, and gives them to `write` in batches. */
  const readAll = async (write: (points: AddressPoint[]) => Promise<void>): Promise<void> => {
    let batch: AddressPoint[] = []
    for await (const rows of source.portions) {
      for (const row of rows) {
        outcome.read += 1
        const parsed = parseAddress(row, fields, project)
        if ('reason' in parsed) {
          reject(parsed)
          continue
        }
        outcome.imported += 1
        outcome.households += parsed.households
        if (areas.locate(parsed.x, parsed.y) === null) outcome.notLocated += 1
        batch.push(parsed)
        if (batch.length < BATCH) continue
        await write(batch)
        batch = []
      }
      rejects?.flush()
      progress.report(outcome.read, source.share())
    }
    if (batch.length > 0) await write(batch)
    if (outcome.imported === 0) throw noPoint(options.file, outcome)
  }
  try {
    if (options.dryRun) {
      outcome.replaced = await countPoints(db)
      await readAll(async () => {})
    } else {
      await db.transaction().execute(async (trx) => {
        await takeLock(trx, 'import')
        // Not truncated: whoever reads them meanwhile need not wait, and sees those of before.
        const { numDeletedRows } = await trx.deleteFrom('address_point').executeTakeFirstOrThrow()
        outcome.replaced = Number(numDeletedRows)
        await readAll((points) => insertPoints(trx, points))
        await noteImport(trx, options, outcome)
      })
      await sql`analyze address_point`.execute(db)
    }
  } finally {
    rejects?.close()
  }
  progress.end(outcome.read)
  if (outcome.notLocated === outcome.imported)
    say('None of them lies in an area: are the areas imported, and is --crs right?')
  return { ...outcome, seconds: Math.round((Date.now() - startedAt) / 100) / 10 }
}

function noPoint(file: string, { read, rejected }: { read: number; rejected: number }): ImportFault {
  const came =
    read === 0 ? 'it has no rows' : `all of its ${rejected} rows were rejected; --rejects FILE says why`
  return new ImportFault(`${file} must have at least one address point, but ${came}. Nothing was changed.`)
}

async function insertPoints(trx: Transaction<Database>, points: readonly AddressPoint[]): Promise<void> {
  await sql`
    insert into address_point (x, y, households)
    select x, y, households from json_to_recordset(${jsonRows(points)}) as row(x int, y int, households int)`.execute(
    trx,
  )
}

async function countPoints(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('address_point')
    .select((e) => e.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Where they came from, in the chain: a draft that is reckoned anew may do something else by them. */
async function noteImport(
  trx: Transaction<Database>,
  { file }: AddressImportOptions,
  { imported, rejected, households, replaced }: Omit<AddressImportOutcome, 'seconds'>,
): Promise<void> {
  await noteWith(trx, COMMAND, 'import', {
    what: 'addresses',
    file: basename(file),
    imported: `${imported}`,
    rejected: `${rejected}`,
    households: `${households}`,
    replaced: `${replaced}`,
  })
}
