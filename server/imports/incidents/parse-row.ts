import { createHash } from 'node:crypto'
import type { AreaIndex } from '../../areas/area-index.ts'
import { toUnits } from '../../domain/coverage/shape.ts'
import type { NewIncident } from '../../incidents/insert.ts'
import type { Projector } from '../crs.ts'
import { OTHER } from './match-category.ts'
import { parseTime } from './parse-time.ts'
import type { Row } from './read-rows.ts'

export type IncidentFields = {
  lon: string | null
  lat: string | null
  wkt: string | null
  time: string
  category: string | null
  id: string | null
  title: string | null
  address: string | null
}

export type RowContext = {
  fields: IncidentFields
  project: Projector
  timeZone: string
  source: string
  category: (word: string) => string | null
  areas: AreaIndex
  /** How often each row without an id came so far: equal rows of one file are different incidents. */
  repeats: Map<string, number>
}

/** A row that cannot be an incident: which field, and what was expected of it. */
export type Rejection = { line: number; field: string; reason: string }

/** An incident from a row, or why not. Imported incidents are closed matters: they have no deadline here. */
export function parseRow(row: Row, context: RowContext): NewIncident | Rejection {
  const { fields } = context
  const reject = (field: string, reason: string): Rejection => ({ line: row.line, field, reason })
  if (row.fault !== null) return reject('', row.fault)
  const read = (name: string | null): string => (name === null ? '' : (row.fields[name] ?? '').trim())
  const occurredAt = parseTime(read(fields.time), context.timeZone)
  if (occurredAt === null)
    return reject(fields.time, `expected a date and time, but it is "${read(fields.time)}"`)
  const place = readPlace(read, context)
  if ('reason' in place) return reject(place.field, place.reason)
  const word = read(fields.category)
  const categoryCode = word === '' ? null : context.category(word)
  const area = place.lon === null ? null : context.areas.locate(place.lon, place.lat)
  return {
    number: null,
    categoryCode: categoryCode ?? OTHER,
    source: context.source,
    sourceKey: read(fields.id) || rowKey(row.fields, context.repeats),
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
    areaVersionId: area?.versionId ?? null,
  }
}

type Place = { lon: number; lat: number } | { lon: null; lat: null } | { field: string; reason: string }

/** Coordinates in 1e-7 degree; empty ones are no place, others that are none are a fault. */
function readPlace(read: (name: string | null) => string, { fields, project }: RowContext): Place {
  const [xField, yField] = fields.wkt ? [fields.wkt, fields.wkt] : [fields.lon, fields.lat]
  let [x, y] = [read(xField), read(yField)]
  if (fields.wkt && x !== '') {
    const match = /^(?:SRID=\d+;)?POINT\s*Z?\s*\(\s*(\S+)\s+(\S+)/i.exec(x)
    if (!match) return { field: fields.wkt, reason: `expected POINT (x y), but it is "${x}"` }
    ;[x, y] = [match[1]!.replace(/\)$/, ''), match[2]!.replace(/\)$/, '')]
  }
  if (x === '' && y === '') return { lon: null, lat: null }
  for (const [field, value] of [
    [xField, x],
    [yField, y],
  ] as const) {
    if (value === '' || !Number.isFinite(Number(value)))
      return { field: field ?? '', reason: `expected a coordinate, but it is "${value}"` }
  }
  const [lon, lat] = project(Number(x), Number(y))
  if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) {
    return { field: xField ?? '', reason: `expected a place on earth, but it is ${x}, ${y}; is --crs right?` }
  }
  return { lon: toUnits(lon), lat: toUnits(lat) }
}

/** A key that the same row of the same file has again: a hash of its fields, and its number among equal rows. */
function rowKey(fields: Record<string, string>, repeats: Map<string, number>): string {
  const hash = createHash('sha256').update(JSON.stringify(fields)).digest('base64url').slice(0, 22)
  const times = repeats.get(hash) ?? 0
  repeats.set(hash, times + 1)
  return times === 0 ? hash : `${hash}-${times}`
}
