import { tableFromIPC } from 'apache-arrow'
import { request } from '../api.ts'

const NOWHERE = -2_147_483_648

/** Time on the graphics card is minutes since the first incident: 32-bit floats hold them exactly for 30 years. */
export const MINUTE_SECONDS = 60

/**
 * All incidents of the county in columns, in order of time. `positions` are degrees, two a row; rows that are not
 * located have `minute` -1, which lies in no window, and stay in every count.
 */
export type IncidentColumns = {
  length: number
  id: Uint32Array
  positions: Float64Array
  located: Uint8Array
  /** Seconds since 1970. */
  occurredAt: Uint32Array
  /** Seconds since 1970; 0 when closed or without a deadline. */
  dueAt: Uint32Array
  /** Whole minutes since `firstSecond`; -1 when not located. */
  minute: Float32Array
  category: Uint8Array
  state: Uint8Array
  priority: Uint8Array
  area: Uint32Array
  firstSecond: number
  lastSecond: number
}

/** Reads the Arrow stream; null when it is the one that `known` names. */
export async function fetchIncidentColumns(
  url: string,
  known: string | null,
  signal: AbortSignal,
): Promise<{ columns: IncidentColumns; tag: string | null } | null> {
  const response = await request(url, signal)
  const tag = response.headers.get('etag')
  if (tag !== null && tag === known) {
    await response.body?.cancel()
    return null
  }
  return { columns: toColumns(await response.arrayBuffer()), tag }
}

/** Decodes an Arrow IPC stream of the columns that server/incidents/contract.ts describes. */
export function toColumns(stream: ArrayBuffer): IncidentColumns {
  const table = tableFromIPC(new Uint8Array(stream))
  const read = <Values>(name: string): Values => {
    const column = table.getChild(name)
    if (column === null) throw new Error(`The incident stream has no column "${name}".`)
    return column.toArray() as Values
  }
  const lon = read<Int32Array>('lon')
  const lat = read<Int32Array>('lat')
  const occurredAt = read<Uint32Array>('occurred_at')
  const length = occurredAt.length
  const firstSecond = occurredAt[0] ?? 0
  const positions = new Float64Array(2 * length)
  const located = new Uint8Array(length)
  const minute = new Float32Array(length)
  for (let row = 0; row < length; row += 1) {
    const isLocated = lon[row] !== NOWHERE
    located[row] = isLocated ? 1 : 0
    positions[2 * row] = isLocated ? lon[row]! / 1e7 : 0
    positions[2 * row + 1] = isLocated ? lat[row]! / 1e7 : 0
    minute[row] = isLocated ? Math.floor((occurredAt[row]! - firstSecond) / MINUTE_SECONDS) : -1
  }
  return {
    length,
    id: read('id'),
    positions,
    located,
    occurredAt,
    dueAt: read('due_at'),
    minute,
    category: read('category'),
    state: read('state'),
    priority: read('priority'),
    area: read('area'),
    firstSecond,
    lastSecond: occurredAt[length - 1] ?? 0,
  }
}

/** The first row at or after a second. */
export function lowerBound(columns: Pick<IncidentColumns, 'occurredAt' | 'length'>, second: number): number {
  let low = 0
  let high = columns.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (columns.occurredAt[middle]! < second) low = middle + 1
    else high = middle
  }
  return low
}

/** Counts of the rows that `wanted` marks with 1, in `buckets` equal stretches of [from, to) (seconds since 1970). */
export function histogram(
  columns: Pick<IncidentColumns, 'occurredAt' | 'length'>,
  from: number,
  to: number,
  buckets: number,
  wanted: Uint8Array | null,
): Uint32Array {
  const counts = new Uint32Array(buckets)
  const perSecond = buckets / (to - from)
  const end = lowerBound(columns, to)
  for (let row = lowerBound(columns, from); row < end; row += 1) {
    if (wanted !== null && wanted[row] === 0) continue
    counts[Math.min(buckets - 1, Math.floor((columns.occurredAt[row]! - from) * perSecond))]! += 1
  }
  return counts
}
