import {
  Field,
  Int32,
  makeData,
  RecordBatch,
  RecordBatchStreamWriter,
  Schema,
  Struct,
  Uint32,
  Uint8,
  type DataType,
} from 'apache-arrow'
import { isOpen } from '../domain/incident-state.ts'
import { NEVER, type IncidentColumns } from './columns.ts'

/** Rows a record batch: the browser can draw the first while the others are on their way. */
export const BATCH_ROWS = 65_536

type Integers = Int32Array | Uint32Array | Uint8Array
type Column = {
  name: string
  type: DataType
  array: (length: number) => Integers
  read: (columns: IncidentColumns, row: number) => number
}

const uint32 = { type: new Uint32(), array: (length: number) => new Uint32Array(length) }
const int32 = { type: new Int32(), array: (length: number) => new Int32Array(length) }
const uint8 = { type: new Uint8(), array: (length: number) => new Uint8Array(length) }

/** The columns on the wire; documented for callers in contract.ts. */
const COLUMNS: readonly Column[] = [
  { name: 'id', ...uint32, read: (columns, row) => columns.id[row]! },
  { name: 'lon', ...int32, read: (columns, row) => columns.lon[row]! },
  { name: 'lat', ...int32, read: (columns, row) => columns.lat[row]! },
  { name: 'occurred_at', ...uint32, read: (columns, row) => columns.occurredAt[row]! },
  { name: 'due_at', ...uint32, read: dueWhileOpen },
  { name: 'category', ...uint8, read: (columns, row) => columns.category[row]! },
  { name: 'state', ...uint8, read: (columns, row) => columns.state[row]! },
  { name: 'priority', ...uint8, read: (columns, row) => columns.priority[row]! },
  { name: 'area', ...uint32, read: (columns, row) => columns.areaId[row]! },
]

const SCHEMA = new Schema(COLUMNS.map(({ name, type }) => new Field(name, type, false)))

function dueWhileOpen(columns: IncidentColumns, row: number): number {
  const due = columns.dueAt[row]!
  return due !== NEVER && isOpen(columns.state[row]!) ? due : 0
}

/** The rows as an Arrow IPC stream, one chunk a record batch. */
export async function* arrowStream(columns: IncidentColumns, rows: Uint32Array): AsyncGenerator<Uint8Array> {
  const writer = new RecordBatchStreamWriter()
  const chunks = writer[Symbol.asyncIterator]()
  const write = (from: number) => writer.write(toBatch(columns, rows.subarray(from, from + BATCH_ROWS)))
  writer.reset(undefined, SCHEMA)
  void (async () => {
    for (let from = 0; from < rows.length; from += BATCH_ROWS) {
      write(from)
      await new Promise(setImmediate)
    }
    writer.finish()
  })()
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value as Uint8Array
}

function toBatch(columns: IncidentColumns, rows: Uint32Array): RecordBatch {
  const children = COLUMNS.map(({ type, array, read }) => {
    const data = array(rows.length)
    for (let i = 0; i < rows.length; i += 1) data[i] = read(columns, rows[i]!)
    return makeData({ type: type as Uint32, length: rows.length, nullCount: 0, data: data as Uint32Array })
  })
  const struct = new Struct(SCHEMA.fields)
  return new RecordBatch(SCHEMA, makeData({ type: struct, length: rows.length, nullCount: 0, children }))
}
