import { Type, type Static } from 'typebox'

// A backup is lines of JSON, compressed with gzip: a header; then, table by table in the header's order, a line for each
// row: a list of its values as PostgreSQL writes them as text, or null; then a trailer. Geometry is hexadecimal EWKB so,
// and every number is exact.

export const FORMAT = 'wangge-backup'
export const VERSION = 1

const Count = Type.Integer({ minimum: 0 })

/** A table in the header: `columns` in the order of the values, `rows` their number. */
const BackedTable = Type.Object({ name: Type.String(), columns: Type.Array(Type.String()), rows: Count })

export const Header = Type.Object({
  format: Type.Literal(FORMAT),
  version: Type.Literal(VERSION),
  madeAt: Type.String(),
  migrations: Type.Array(Type.String()),
  /** The last number that each sequence gave; null where it has given none. */
  sequences: Type.Record(Type.String(), Type.Union([Type.String({ pattern: '^-?\\d+$' }), Type.Null()])),
  tables: Type.Array(BackedTable),
})

/** `sha256` in hexadecimal over all lines before, with their line ends. */
export const Trailer = Type.Object({ rows: Count, sha256: Type.String() })

export type BackedTable = Static<typeof BackedTable>
export type Header = Static<typeof Header>
export type Trailer = Static<typeof Trailer>

export function countAll(header: Header): number {
  return header.tables.reduce((sum, { rows }) => sum + rows, 0)
}
