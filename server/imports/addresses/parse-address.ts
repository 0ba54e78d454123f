import type { Projector } from '../crs.ts'
import type { Column } from '../find-column.ts'
import { readPoint, shown } from '../read-point.ts'
import type { Row } from '../read-rows.ts'
import type { Rejection } from '../rejects-file.ts'
import type { AddressFields } from './resolve-fields.ts'

/** A place in 1e-7 degree with how many households live there. Nothing else of a row is kept. */
export type AddressPoint = { x: number; y: number; households: number }

/** A house has not so many: it would be a number of something else. */
const MOST = 100_000

/** Spreadsheets write whole numbers with a point, too. */
const WHOLE = /^\d{1,9}(?:\.0+)?$/

/** An address point from a row, or why not. Without a column of households each has one. */
export function parseAddress(row: Row, fields: AddressFields, project: Projector): AddressPoint | Rejection {
  const reject = (field: string, reason: string): Rejection => ({ line: row.line, field, reason })
  if (row.fault !== null) return reject('', row.fault)
  const read = (column: Column): string => row.values[column.at]!.trim()
  const cell = (column: Column) => ({ field: column.name, text: read(column) })
  const place = readPoint(cell(fields.lon), cell(fields.lat), project)
  if ('reason' in place) return reject(place.field, place.reason)
  const { households } = fields
  const homes = households === null ? 1 : wholeNumber(read(households))
  if (homes === null) {
    const expected = `expected a whole number of households from 0 to ${MOST}`
    return reject(households!.name, `${expected}, but it is ${shown(read(households!))}`)
  }
  return { x: place.lon, y: place.lat, households: homes }
}

function wholeNumber(text: string): number | null {
  const number = WHOLE.test(text) ? Number(text) : Infinity
  return number <= MOST ? number : null
}
