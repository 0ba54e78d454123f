import type { AreaCache } from '../areas/area-cache.ts'
import type { AreaIndex } from '../areas/area-index.ts'
import type { Db } from '../db/connect.ts'
import { inTurns } from '../turns.ts'
import { ColumnBuilder } from './column-builder.ts'
import type { IncidentColumns } from './columns.ts'
import { readChangesSince, readCategories } from './column-queries.ts'
import { mergeColumns } from './merge-columns.ts'
import { placeByHome, placeByPoint } from './place-incidents.ts'

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
 * missed and a row read twice is merged by its id. After a new release the same rows are placed in its areas. A
 * snapshot never changes: the next look makes another one.
 */
export class ColumnCache {
  /** Tells two runs of the program apart in validators. */
  readonly startedAt = Date.now().toString(36)
  readonly #db: Db
  readonly #areas: AreaCache
  #snapshot: Snapshot | null = null
  /** The last one that was re-attributed, and what it was made from: a million points take seconds to place. */
  #placedAgain: { of: Snapshot; areas: AreaIndex; snapshot: Promise<Snapshot> } | null = null
  #cursor = '0'
  /** By a clock that nobody sets: by one that was set back, what was read would be trusted until it has caught up. */
  #checkedAt = -Infinity
  /** Grows when somebody knows that there is something new. */
  #expired = 0
  #checking: Promise<Snapshot> | null = null

  constructor(db: Db, areas: AreaCache) {
    this.#db = db
    this.#areas = areas
  }

  async current(): Promise<Snapshot> {
    if (this.#snapshot && performance.now() - this.#checkedAt < TRUST_MILLISECONDS) return this.#snapshot
    this.#checking ??= this.#check().finally(() => (this.#checking = null))
    return this.#checking
  }

  /**
   * The incidents re-attributed to a release that is named: where each would lie with the boundaries of then. Without one
   * they are in the areas that they happened in. Throws unknown_release.
   */
  async at(release: number | undefined): Promise<Snapshot> {
    const snapshot = await this.current()
    if (release === undefined) return snapshot
    const areas = await this.#areas.at(release)
    if (this.#placedAgain?.of !== snapshot || this.#placedAgain.areas !== areas) {
      const placed = inTurns(placeByPoint(areas, snapshot.columns)).then((columns) => ({
        ...snapshot,
        areas,
        columns,
      }))
      this.#placedAgain = { of: snapshot, areas, snapshot: placed }
    }
    return this.#placedAgain.snapshot
  }

  /** Somebody knows that rows have changed: the next caller gets them, however fresh the last look is. */
  expire(): void {
    this.#expired += 1
    this.#checkedAt = -Infinity
  }

  async #check(): Promise<Snapshot> {
    const expired = this.#expired
    const areas = await this.#areas.current()
    const known = await this.#placedIn(areas)
    const categories = known?.categories ?? (await readCategories(this.#db))
    const builder = new ColumnBuilder(areas, known?.columns.sources ?? [])
    if (known === null) this.#cursor = '0'
    const changes = await readChangesSince(this.#db, this.#cursor, categories, (row) => builder.add(row))
    this.#cursor = changes.cursor
    // What was said to be new meanwhile may have come too late for this look.
    this.#checkedAt = expired === this.#expired ? performance.now() : -Infinity
    if (known && known === this.#snapshot && changes.rows === 0) return known
    const found = builder.finish()
    const columns = known ? mergeColumns(known.columns, found) : found
    this.#snapshot = { columns, areas, categories, change: (this.#snapshot?.change ?? 0) + 1 }
    return this.#snapshot
  }

  /** What is known, in these areas; null when nothing is, or when categories or the county are others since. */
  async #placedIn(areas: AreaIndex): Promise<Snapshot | null> {
    const known = this.#snapshot
    if (known === null || known.areas === areas) return known
    // Another county takes the place of the demonstration, whose incidents go with it.
    if (areas.county?.id !== known.areas.county?.id) return null
    const categories = await readCategories(this.#db)
    if (JSON.stringify(categories) !== JSON.stringify(known.categories)) return null
    return { ...known, areas, columns: await inTurns(placeByHome(areas, known.columns)) }
  }
}
