import { sql, type RawBuilder } from 'kysely'
import { toDegrees, type Shape } from '../domain/coverage/shape.ts'

// PostGIS fragments that several features use. Geometry goes to the database as EWKB: exact doubles, little to parse.

const POLYGON = 3
const MULTI_POLYGON = 6
const HAS_SRID = 0x20000000
const SRID = 4326

/** A shape as EWKB in hexadecimal: every coordinate is the double nearest to k / 1e7. */
export function shapeToEwkb(shape: Shape): string {
  let bytes = 9 + 4
  for (const polygon of shape) {
    bytes += 9
    for (const ring of polygon) bytes += 4 + (ring.length + 2) * 8
  }
  const buffer = Buffer.alloc(bytes)
  let at = writeHeader(buffer, 0, MULTI_POLYGON, true)
  at = buffer.writeUInt32LE(shape.length, at)
  for (const polygon of shape) {
    at = writeHeader(buffer, at, POLYGON, false)
    at = buffer.writeUInt32LE(polygon.length, at)
    for (const ring of polygon) {
      at = buffer.writeUInt32LE(ring.length / 2 + 1, at)
      for (const unit of ring) at = buffer.writeDoubleLE(toDegrees(unit), at)
      at = buffer.writeDoubleLE(toDegrees(ring[0] ?? 0), at)
      at = buffer.writeDoubleLE(toDegrees(ring[1] ?? 0), at)
    }
  }
  return buffer.toString('hex')
}

function writeHeader(buffer: Buffer, start: number, type: number, withSrid: boolean): number {
  let at = buffer.writeUInt8(1, start)
  at = buffer.writeUInt32LE(withSrid ? (type | HAS_SRID) >>> 0 : type, at)
  return withSrid ? buffer.writeUInt32LE(SRID, at) : at
}

/** Longitude and latitude of a point column as integers of 1e-7 degree; null where there is no point. */
export const pointUnits = (
  column: string,
): { lon: RawBuilder<number | null>; lat: RawBuilder<number | null> } => ({
  lon: sql<number | null>`round(ST_X(${sql.ref(column)}) * 1e7)::int`,
  lat: sql<number | null>`round(ST_Y(${sql.ref(column)}) * 1e7)::int`,
})

/**
 * Rows sent to a statement as one JSON parameter. The double cast keeps postgres.js from encoding the text a second
 * time, and reads the same on PGlite.
 */
export function jsonRows(rows: readonly unknown[]): RawBuilder<unknown> {
  return sql`${JSON.stringify(rows)}::text::json`
}
