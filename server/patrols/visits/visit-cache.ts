import type { AreaCache } from '../../areas/area-cache.ts'
import type { AreaIndex } from '../../areas/area-index.ts'
import type { Db } from '../../db/connect.ts'
import { VisitDays } from '../../domain/patrol/visit-days.ts'
import { inTurns } from '../../turns.ts'
import { CellPlaces, type GroundCells } from './cell-places.ts'
import { EVERYTHING, readVisitsSince } from './visit-queries.ts'

/** How long an answer is trusted before the database is asked for newer visits. */
const TRUST_MILLISECONDS = 250

/** All visits, and the cells that the grids of a release have. */
export type Visits = { days: VisitDays; places: CellPlaces; ground: GroundCells }

/** What is kept of one county. */
type Kept = {
  countyId: number | null
  days: VisitDays
  places: CellPlaces
  grounds: WeakMap<AreaIndex, Promise<GroundCells>>
  cursor: string
}

/**
 * Keeps in memory on which days each H3 cell was visited (docs/decisions/0024-visits-by-cell.md). A row carries the
 * transaction that wrote it last; each look asks for the rows of transactions that were not yet finished at the look before:
 * nothing that commits late is missed, and a bit that is set twice is set once. Visits are of cells: they count for the grid
 * that has the cell in the release that is asked about.
 */
export class VisitCache {
  readonly #db: Db
  readonly #areas: AreaCache
  #kept: Kept | null = null
  /** By a clock that nobody sets: by one that was set back, what was read would be trusted until it has caught up. */
  #checkedAt = -Infinity
  /** Grows when somebody knows that there is something new. */
  #expired = 0
  #checking: Promise<Kept> | null = null

  constructor(db: Db, areas: AreaCache) {
    this.#db = db
    this.#areas = areas
  }

  /** The visits with the cells of a release, which are found once, in turns with everybody's requests. */
  async at(index: AreaIndex): Promise<Visits> {
    const kept = await this.#current()
    let ground = kept.grounds.get(index)
    if (ground === undefined) {
      ground = inTurns(kept.places.groundOf(index))
      kept.grounds.set(index, ground)
    }
    return { days: kept.days, places: kept.places, ground: await ground }
  }

  /** Reads what there is, so that the first who asks does not wait for it. */
  async prepare(): Promise<void> {
    await this.at(await this.#areas.current())
  }

  /** Somebody knows of new visits: the next caller gets them. */
  expire(): void {
    this.#expired += 1
    this.#checkedAt = -Infinity
    this.#checking = null
  }

  async #current(): Promise<Kept> {
    if (this.#kept && performance.now() - this.#checkedAt < TRUST_MILLISECONDS) return this.#kept
    const checking = (this.#checking ??= this.#check())
    try {
      return await checking
    } finally {
      if (this.#checking === checking) this.#checking = null
    }
  }

  async #check(): Promise<Kept> {
    const { county } = await this.#areas.current()
    const kept = await this.#keptOf(county?.id ?? null)
    const expired = this.#expired
    const { days, places } = kept
    kept.cursor = await readVisitsSince(this.#db, kept.cursor, (cell, word, bits) =>
      days.mark(places.placeOf(cell), word, bits),
    )
    this.#kept = kept
    // What was said to be new meanwhile may have come too late for this look.
    this.#checkedAt = expired === this.#expired ? performance.now() : -Infinity
    return kept
  }

  /** What is known of this county: another one takes the place of the demonstration, whose visits go with it. */
  async #keptOf(countyId: number | null): Promise<Kept> {
    if (this.#kept?.countyId === countyId) return this.#kept
    const grounds = new WeakMap<AreaIndex, Promise<GroundCells>>()
    return { countyId, days: new VisitDays(), places: new CellPlaces(), grounds, cursor: EVERYTHING }
  }
}
