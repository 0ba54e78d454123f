import { isOpen } from '../domain/incident-state.ts'

/** Stands for "not located" in the coordinates. */
export const NOWHERE = -2147483648

/** Stands for "no such time" in the columns of seconds. */
export const NEVER = 0

/** The columns by name: how wide each number is. */
export const COLUMN_TYPES = {
  id: Uint32Array,
  lon: Int32Array,
  lat: Int32Array,
  occurredAt: Uint32Array,
  dueAt: Uint32Array,
  category: Uint8Array,
  state: Uint8Array,
  priority: Uint8Array,
  kind: Uint8Array,
  source: Uint8Array,
  homeId: Uint32Array,
  areaId: Uint32Array,
  position: Int32Array,
} as const

export type ColumnName = keyof typeof COLUMN_TYPES
export type ColumnArrays = { readonly [Name in ColumnName]: InstanceType<(typeof COLUMN_TYPES)[Name]> }

/**
 * Every incident in typed arrays, 37 bytes each, sorted by time of occurrence, then id: what summaries and the map are
 * counted from, so that a window over a million incidents costs a few milliseconds on either database. Never changed
 * once built: an answer that is still being sent keeps the rows it began with.
 * Times in whole seconds since 1970, coordinates in 1e-7 degree. `homeId` is the area that the incident was put into, 0
 * when not located; `areaId` the one that stands for it in the current release, and `position` that one's place in the
 * walk of AreaIndex, or -1: "inside an area" is a range. `kind` is read by readKind, `source` holds places in
 * `sources`.
 */
export type IncidentColumns = ColumnArrays & { readonly length: number; readonly sources: readonly string[] }

/** First row that occurred at or after this second. */
export function lowerBound({ occurredAt, length }: IncidentColumns, second: number): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (occurredAt[middle]! < second) low = middle + 1
    else high = middle
  }
  return low
}

export function isOverdue({ dueAt, state }: IncidentColumns, row: number, nowSecond: number): boolean {
  const due = dueAt[row]!
  return due !== NEVER && due < nowSecond && isOpen(state[row]!)
}

/** New columns, made of one array of each type by `make`. */
export function mapColumns(make: (name: ColumnName) => ArrayLike<number>): ColumnArrays {
  return Object.fromEntries(
    (Object.keys(COLUMN_TYPES) as ColumnName[]).map((name) => [name, make(name)]),
  ) as unknown as ColumnArrays
}
