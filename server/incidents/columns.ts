import { isOpen } from '../domain/incident-state.ts'
import type { AreaIndex } from '../areas/area-index.ts'

/** Stands for "not located" in the coordinates. */
export const NOWHERE = -2147483648

/** Stands for "no such time" in the columns of seconds. */
export const NEVER = 0

/** An incident as the columns need it: times in whole seconds since 1970, coordinates in 1e-7 degree. */
export type ColumnRow = {
  id: number
  lon: number | null
  lat: number | null
  occurredAt: number
  dueAt: number | null
  closedAt: number | null
  category: number
  state: number
  priority: number
  source: string
  areaId: number | null
}

/**
 * Every incident in typed arrays, 34 bytes each, sorted by time of occurrence: what summaries and the map are counted
 * from, so that a window over a million incidents costs a few milliseconds on either database.
 * `position` is the place of its area in the walk of AreaIndex, -1 when not located: "inside an area" is a range.
 */
export class IncidentColumns {
  length = 0
  id = new Uint32Array(0)
  lon = new Int32Array(0)
  lat = new Int32Array(0)
  occurredAt = new Uint32Array(0)
  dueAt = new Uint32Array(0)
  closedAt = new Uint32Array(0)
  category = new Uint8Array(0)
  state = new Uint8Array(0)
  priority = new Uint8Array(0)
  source = new Uint8Array(0)
  areaId = new Uint32Array(0)
  position = new Int32Array(0)
  /** Names of the sources; `source` holds places in this list. */
  readonly sources: string[] = []
  readonly #rowOf = new Map<number, number>()

  /** Adds rows, or replaces those that are there by id; sorts again when the order asks for it. */
  merge(rows: readonly ColumnRow[], areas: AreaIndex): void {
    if (rows.length === 0) return
    this.#reserve(this.length + rows.length)
    let sorted = true
    for (const row of rows) {
      const known = this.#rowOf.get(row.id)
      const at = known ?? this.length++
      if (known === undefined) this.#rowOf.set(row.id, at)
      else if (this.occurredAt[at] !== row.occurredAt) sorted = false
      this.#write(at, row, areas)
      if (at > 0 && (this.occurredAt[at - 1] ?? 0) > row.occurredAt) sorted = false
    }
    if (!sorted) this.#sort()
  }

  /** First row that occurred at or after this second. */
  lowerBound(second: number): number {
    let low = 0
    let high = this.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.occurredAt[middle] ?? 0) < second) low = middle + 1
      else high = middle
    }
    return low
  }

  isOverdue(row: number, nowSecond: number): boolean {
    const due = this.dueAt[row] ?? NEVER
    return due !== NEVER && due < nowSecond && isOpen(this.state[row] ?? 0)
  }

  #write(at: number, row: ColumnRow, areas: AreaIndex): void {
    this.id[at] = row.id
    this.lon[at] = row.lon ?? NOWHERE
    this.lat[at] = row.lat ?? NOWHERE
    this.occurredAt[at] = row.occurredAt
    this.dueAt[at] = row.dueAt ?? NEVER
    this.closedAt[at] = row.closedAt ?? NEVER
    this.category[at] = row.category
    this.state[at] = row.state
    this.priority[at] = row.priority
    this.source[at] = this.#sourceCode(row.source)
    const node = row.areaId === null ? null : areas.byId(row.areaId)
    this.areaId[at] = node?.id ?? 0
    this.position[at] = node?.position ?? -1
  }

  #sourceCode(name: string): number {
    const known = this.sources.indexOf(name)
    if (known >= 0) return known
    return this.sources.push(name) - 1
  }

  #reserve(length: number): void {
    if (length <= this.id.length) return
    const capacity = Math.max(1024, length, Math.ceil(this.id.length * 1.5))
    for (const name of NAMES) {
      const grown = new (this[name].constructor as Uint32ArrayConstructor)(capacity)
      grown.set(this[name].subarray(0, this.length))
      Object.assign(this, { [name]: grown })
    }
  }

  #sort(): void {
    const order = Uint32Array.from({ length: this.length }, (_, i) => i)
    const { occurredAt, id } = this
    order.sort((a, b) => (occurredAt[a] ?? 0) - (occurredAt[b] ?? 0) || (id[a] ?? 0) - (id[b] ?? 0))
    for (const name of NAMES) {
      const before = this[name].slice(0, this.length)
      const column = this[name]
      for (let i = 0; i < order.length; i += 1) column[i] = before[order[i] ?? 0] ?? 0
    }
    for (let i = 0; i < this.length; i += 1) this.#rowOf.set(this.id[i] ?? 0, i)
  }
}

const NAMES = [
  'id',
  'lon',
  'lat',
  'occurredAt',
  'dueAt',
  'closedAt',
  'category',
  'state',
  'priority',
  'source',
  'areaId',
  'position',
] as const
