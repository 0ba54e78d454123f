import { createHash } from 'node:crypto'
import type { AreaIndex } from '../../areas/area-index.ts'
import type { NewIncident } from '../../incidents/insert.ts'
import type { Projector } from '../crs.ts'
import type { Column } from '../find-column.ts'
import { isUnfitText } from '../../unfit-text.ts'
import { OTHER } from './match-category.ts'
import { parseTime } from './parse-time.ts'
import { readPoint, shown } from '../read-point.ts'
import type { Row } from '../read-rows.ts'
import type { Rejection } from '../rejects-file.ts'
import type { IncidentFields } from './resolve-fields.ts'

export type RowContext = {
  fields: IncidentFields
  project: Projector
  /** Local time of the source minus UTC, in milliseconds. */
  offset: (ms: number) => number
  source: string
  category: (word: string) => string | null
  areas: AreaIndex
  /** How often each row without an id came so far: equal rows of one file are different incidents. */
  repeats: Map<string, number>
}

/** What the database takes for a time: where unsigned 32-bit seconds reach. */
const [FIRST_TIME, LAST_TIME] = [Date.UTC(1970, 0, 2), Date.UTC(2106, 0, 1)]

/** An index holds no longer ones; nor does a list show longer texts. */
const [LONGEST_ID, LONGEST_TEXT] = [200, 10_000]

/** An incident from a row, or why not. Imported incidents are closed matters: they have no deadline here. */
export function parseRow(row: Row, context: RowContext): NewIncident | Rejection {
  const { fields } = context
  const reject = (field: string, reason: string): Rejection => ({ line: row.line, field, reason })
  if (row.fault !== null) return reject('', row.fault)
  const read = (column: Column | null): string => (column === null ? '' : row.values[column.at]!.trim())
  const time = parseTime(read(fields.time), context.offset)
  if (time === null)
    return reject(fields.time.name, `expected a date and time, but it is ${shown(read(fields.time))}`)
  if (time < FIRST_TIME || time >= LAST_TIME)
    return reject(
      fields.time.name,
      `expected a time of 1970-01-02 to 2105, but it is ${shown(read(fields.time))}`,
    )
  for (const column of [fields.id, fields.category, fields.title, fields.address]) {
    if (column === null) continue
    const longest = column === fields.id ? LONGEST_ID : LONGEST_TEXT
    const text = read(column)
    if (text.length > longest)
      return reject(column.name, `expected at most ${longest} characters, but there are ${text.length}`)
    if (isUnfitText(text)) return reject(column.name, 'expected text, but it has characters that are none')
  }
  const place = readPlace(read, context)
  if ('reason' in place) return reject(place.field, place.reason)
  const word = read(fields.category)
  const occurredAt = new Date(time)
  return {
    number: null,
    categoryCode: (word === '' ? null : context.category(word)) ?? OTHER,
    source: context.source,
    sourceKey: read(fields.id) || rowKey(row.values, context.repeats),
    sourceCategory: word === '' ? null : word,
    title: read(fields.title) || word || read(fields.address) || '—',
    description: null,
    address: read(fields.address) || null,
    lon: place.lon,
    lat: place.lat,
    occurredAt,
    reportedAt: occurredAt,
    state: 'closed',
    priority: 0,
    dueAt: null,
    closedAt: occurredAt,
    areaVersionId:
      place.lon === null ? null : (context.areas.locate(place.lon, place.lat)?.versionId ?? null),
  }
}

type Place = { lon: number; lat: number } | { lon: null; lat: null } | { field: string; reason: string }

const POINT =
  /^(?:SRID=\d+;)?\s*POINT\s*(?:Z|M|ZM)?\s*\(\s*([^\s(),]+)\s+([^\s(),]+)(?:\s+[^\s(),]+){0,2}\s*\)$/i

/** Coordinates in 1e-7 degree; empty ones are no place, others that are none are a fault. */
function readPlace(read: (column: Column | null) => string, { fields, project }: RowContext): Place {
  const xField = (fields.wkt ?? fields.lon)?.name ?? ''
  const yField = (fields.wkt ?? fields.lat)?.name ?? ''
  let [x, y] = [read(fields.wkt ?? fields.lon), read(fields.wkt ?? fields.lat)]
  if (fields.wkt && x !== '' && !/^(?:SRID=\d+;)?\s*POINT.*EMPTY$/i.test(x)) {
    const match = POINT.exec(x)
    if (!match) return { field: xField, reason: `expected POINT (x y), but it is ${shown(x)}` }
    ;[x, y] = [match[1]!, match[2]!]
  } else if (fields.wkt) [x, y] = ['', '']
  if (x === '' && y === '') return { lon: null, lat: null }
  return readPoint({ field: xField, text: x }, { field: yField, text: y }, project)
}

/** A key that the same row of the same file has again: a hash of its values, and its number among equal rows. */
function rowKey(values: readonly string[], repeats: Map<string, number>): string {
  const hash = createHash('sha256').update(JSON.stringify(values)).digest('base64url').slice(0, 22)
  const times = repeats.get(hash) ?? 0
  repeats.set(hash, times + 1)
  return times === 0 ? hash : `${hash}-${times}`
}
