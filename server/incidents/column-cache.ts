import type { AreaCache } from '../areas/area-cache.ts'
import type { AreaIndex } from '../areas/area-index.ts'
import type { Db } from '../db/connect.ts'
import { IncidentColumns } from './columns.ts'
import { readChangesSince, readCategories } from './column-queries.ts'

/** How long an answer is trusted before the database is asked for newer rows. */
const TRUST_MILLISECONDS = 250

export type Category = { code: string; parentCode: string | null }

/** The columns with the areas and categories that they were written for. */
export type Snapshot = {
  columns: IncidentColumns
  areas: AreaIndex
  /** Sorted by code; `columns.category` holds places in this list. */
  categories: Category[]
  /** Grows with every change that was read. */
  change: number
}

/**
 * Keeps the incident columns in step with the database. A row carries the transaction that wrote it last; each look
 * asks for the rows of transactions that were not yet finished at the look before, so nothing that commits late is
 * missed and a row read twice is merged by its id. A new release begins anew.
 */
export class ColumnCache {
  /** Tells two runs of the program apart in validators. */
  readonly startedAt = Date.now().toString(36)
  readonly #db: Db
  readonly #areas: AreaCache
  #snapshot: Snapshot | null = null
  #cursor = '0'
  #checkedAt = 0
  #checking: Promise<Snapshot> | null = null

  constructor(db: Db, areas: AreaCache) {
    this.#db = db
    this.#areas = areas
  }

  async current(): Promise<Snapshot> {
    if (this.#snapshot && Date.now() - this.#checkedAt < TRUST_MILLISECONDS) return this.#snapshot
    this.#checking ??= this.#check().finally(() => (this.#checking = null))
    return this.#checking
  }

  async #check(): Promise<Snapshot> {
    const areas = await this.#areas.current()
    let snapshot = this.#snapshot
    if (snapshot === null || snapshot.areas !== areas) {
      this.#cursor = '0'
      const categories = await readCategories(this.#db)
      snapshot = { columns: new IncidentColumns(), areas, categories, change: (snapshot?.change ?? 0) + 1 }
    }
    const { columns, categories } = snapshot
    const changes = await readChangesSince(this.#db, this.#cursor, categories, (rows) =>
      columns.merge(rows, areas),
    )
    this.#cursor = changes.cursor
    if (changes.rows > 0) snapshot = { ...snapshot, change: snapshot.change + 1 }
    this.#checkedAt = Date.now()
    this.#snapshot = snapshot
    return snapshot
  }
}
