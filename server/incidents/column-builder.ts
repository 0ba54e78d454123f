import type { AreaIndex } from '../areas/area-index.ts'
import { COLUMN_TYPES, mapColumns, NEVER, NOWHERE, type ColumnName, type IncidentColumns } from './columns.ts'
import { finish } from '../domain/steps.ts'
import { kindOf } from './incident-kind.ts'
import { NO_AREA, placeByHome } from './place-incidents.ts'
import { stableOrder } from './stable-order.ts'

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

const FIRST_CAPACITY = 1024

/** Gathers rows, which come in the order of their ids, and gives them as columns. */
export class ColumnBuilder {
  readonly #areas: AreaIndex
  readonly #sources: string[]
  #length = 0
  #arrays = mapColumns((name) => new COLUMN_TYPES[name](FIRST_CAPACITY))

  /** `sources`: those known so far, which keep their places. */
  constructor(areas: AreaIndex, sources: readonly string[]) {
    this.#areas = areas
    this.#sources = [...sources]
  }

  add(row: ColumnRow): void {
    const at = this.#length++
    if (at === this.#arrays.id.length) this.#grow()
    const arrays = this.#arrays
    arrays.id[at] = row.id
    arrays.lon[at] = row.lon ?? NOWHERE
    arrays.lat[at] = row.lat ?? NOWHERE
    arrays.occurredAt[at] = row.occurredAt
    arrays.dueAt[at] = row.dueAt ?? NEVER
    arrays.category[at] = row.category
    arrays.state[at] = row.state
    arrays.priority[at] = row.priority
    arrays.kind[at] = kindOf(row)
    arrays.source[at] = this.#sourceCode(row.source)
    arrays.homeId[at] = row.areaId ?? NO_AREA
  }

  /** The rows so far by time of occurrence, then id. */
  finish(): IncidentColumns {
    const length = this.#length
    const order = stableOrder(this.#arrays.occurredAt.subarray(0, length))
    const inOrder = (name: ColumnName) => {
      const values = this.#arrays[name]
      const sorted = new COLUMN_TYPES[name](length)
      for (let i = 0; i < length; i += 1) sorted[i] = values[order[i]!]!
      return sorted
    }
    return finish(placeByHome(this.#areas, { ...mapColumns(inOrder), length, sources: this.#sources }))
  }

  #sourceCode(name: string): number {
    const known = this.#sources.indexOf(name)
    return known >= 0 ? known : this.#sources.push(name) - 1
  }

  #grow(): void {
    const before = this.#arrays
    this.#arrays = mapColumns((name) => {
      const grown = new COLUMN_TYPES[name](before[name].length * 2)
      grown.set(before[name])
      return grown
    })
  }
}
