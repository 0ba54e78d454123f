import type { AreaCache } from '../areas/area-cache.ts'
import type { AreaIndex } from '../areas/area-index.ts'
import type { Db } from '../db/connect.ts'
import { ColumnBuilder } from './column-builder.ts'
import type { IncidentColumns } from './columns.ts'
import { readChangesSince, readCategories } from './column-queries.ts'
import { mergeColumns } from './merge-columns.ts'

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
 * missed and a row read twice is merged by its id. A new release begins anew. A snapshot never changes: the next look
 * makes another one.
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
    const known = this.#snapshot?.areas === areas ? this.#snapshot : null
    const categories = known?.categories ?? (await readCategories(this.#db))
    const builder = new ColumnBuilder(areas, known?.columns.sources ?? [])
    const changes = await readChangesSince(this.#db, known ? this.#cursor : '0', categories, (row) =>
      builder.add(row),
    )
    this.#cursor = changes.cursor
    this.#checkedAt = Date.now()
    if (known && changes.rows === 0) return known
    const found = builder.finish()
    const columns = known ? mergeColumns(known.columns, found) : found
    this.#snapshot = { columns, areas, categories, change: (this.#snapshot?.change ?? 0) + 1 }
    return this.#snapshot
  }
}
