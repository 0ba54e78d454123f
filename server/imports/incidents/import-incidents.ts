import { createWriteStream, readFileSync, statSync } from 'node:fs'
import { once } from 'node:events'
import { sql } from 'kysely'
import { AreaIndex } from '../../areas/area-index.ts'
import { readCategories } from '../../areas/queries.ts'
import type { Db } from '../../db/connect.ts'
import { INSERT_BATCH, insertIncidents, type NewIncident } from '../../incidents/insert.ts'
import { createProjector } from '../crs.ts'
import { ImportFault } from '../import-fault.ts'
import type { Progress } from '../progress.ts'
import { categoryMatcher } from './match-category.ts'
import { parseRow, type IncidentFields, type Rejection } from './parse-row.ts'
import { readRows } from './read-rows.ts'

export type IncidentImportOptions = {
  file: string
  fields: { [Name in keyof IncidentFields]: string | null }
  categoryMapFile: string | null
  crs: string
  timeZone: string
  source: string
  dryRun: boolean
  rejectsFile: string | null
}

/** The line of `--json`. */
export type IncidentImportOutcome = {
  read: number
  imported: number
  unchanged: number
  rejected: number
  notLocated: number
  seconds: number
}

/** Columns that are taken for a field when none is named. */
const USUAL = {
  lon: ['lon', 'lng', 'longitude', 'x', '经度'],
  lat: ['lat', 'latitude', 'y', '纬度'],
  wkt: [],
  time: ['time', 'occurred_at', 'datetime', 'date', '发生时间', '时间'],
  category: ['category', 'offense', 'type', '类别', '事件类别'],
  id: [],
  title: ['title', 'name', '标题', '事件标题'],
  address: ['address', '地址'],
} satisfies Record<keyof IncidentFields, string[]>

/** Imports incidents of a file as it streams by. A bad row never stops it: it goes to the rejects file with its reason. */
export async function importIncidents(
  db: Db,
  options: IncidentImportOptions,
  progress: Progress,
): Promise<IncidentImportOutcome> {
  const startedAt = Date.now()
  const areas = await AreaIndex.load(db)
  const category = categoryMatcher(await readCategories(db), readCategoryMap(options.categoryMapFile))
  const project = createProjector(options.crs)
  const rejects = options.rejectsFile === null ? null : createWriteStream(options.rejectsFile)
  rejects?.write('line,field,reason\n')
  const outcome: IncidentImportOutcome = {
    read: 0,
    imported: 0,
    unchanged: 0,
    rejected: 0,
    notLocated: 0,
    seconds: 0,
  }
  let fields: IncidentFields | null = null
  let batch: NewIncident[] = []
  const seen = new Set<string>()
  const repeats = new Map<string, number>()

  const flush = async (): Promise<void> => {
    const inserted = options.dryRun ? batch.length : await insertIncidents(db, batch)
    outcome.imported += inserted
    outcome.unchanged += batch.length - inserted
    batch = []
    progress.report(outcome.read)
  }
  for await (const row of readRows(options.file)) {
    outcome.read += 1
    fields ??= resolveFields(options, Object.keys(row.fields))
    const parsed = parseRow(row, {
      fields,
      project,
      timeZone: options.timeZone,
      source: options.source,
      category,
      areas,
      repeats,
    })
    if ('reason' in parsed) {
      outcome.rejected += 1
      if (rejects && !rejects.write(rejectLine(parsed))) await once(rejects, 'drain')
      continue
    }
    // A dry run writes nothing that the database could compare with, so it remembers the keys itself.
    if (options.dryRun && seen.has(parsed.sourceKey!)) outcome.unchanged += 1
    else {
      if (options.dryRun) seen.add(parsed.sourceKey!)
      if (parsed.areaVersionId === null) outcome.notLocated += 1
      batch.push(parsed)
    }
    if (batch.length >= INSERT_BATCH) await flush()
  }
  await flush()
  if (rejects) {
    rejects.end()
    await once(rejects, 'finish')
  }
  progress.end(outcome.read)
  if (!options.dryRun && outcome.imported > 0) await sql`analyze incident`.execute(db)
  return { ...outcome, seconds: Math.round((Date.now() - startedAt) / 100) / 10 }
}

function rejectLine({ line, field, reason }: Rejection): string {
  const quote = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  return `${line},${quote(field)},${quote(reason)}\n`
}

/** The columns to read: those named, which must exist, else the usual ones that do. */
function resolveFields({ fields, file }: IncidentImportOptions, columns: readonly string[]): IncidentFields {
  const resolve = (name: keyof IncidentFields): string | null => {
    const given = fields[name]
    if (given !== null && !columns.includes(given)) {
      throw new ImportFault(`${file} has no column "${given}"; it has ${columns.join(', ')}.`)
    }
    return given ?? USUAL[name].find((usual) => columns.includes(usual)) ?? null
  }
  const time = resolve('time')
  if (time === null) {
    throw new ImportFault(
      `No column of ${file} is known to hold the time: give --time-field, one of ${columns.join(', ')}.`,
    )
  }
  const wkt = resolve('wkt')
  const [lon, lat] = wkt === null ? [resolve('lon'), resolve('lat')] : [null, null]
  if (wkt === null && (lon === null || lat === null)) {
    throw new ImportFault(
      `No columns of ${file} are known to hold the place: give --lon-field and --lat-field, or --wkt-field; it has ${columns.join(', ')}.`,
    )
  }
  const [category, id, title, address] = [
    resolve('category'),
    resolve('id'),
    resolve('title'),
    resolve('address'),
  ]
  return { lon, lat, wkt, time, category, id, title, address }
}

/** A CSV of two columns without a header: the source's word, and the code or name that it stands for. */
function readCategoryMap(file: string | null): Map<string, string> {
  if (file === null) return new Map()
  try {
    statSync(file)
  } catch {
    throw new ImportFault(`The category map ${file} cannot be read.`)
  }
  const lines = readFileSync(file, 'utf8')
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
  return new Map(
    lines.map((line, i) => {
      const [word, target, ...more] = line.split(/[,;\t]/).map((part) => part.trim())
      if (!word || !target || more.length > 0) {
        throw new ImportFault(`Line ${i + 1} of ${file} must be "word,category", but it is "${line}".`)
      }
      return [word, target]
    }),
  )
}
