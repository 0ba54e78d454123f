import type { AreaIndex } from '../../areas/area-index.ts'
import type { Db } from '../../db/connect.ts'
import { Turns } from '../../turns.ts'
import { readAddressPage, readAddressMark } from './address-queries.ts'
import { placeAt } from '../place-at.ts'
import type { Visits } from '../visits/visit-cache.ts'

/** Households by place of VisitDays; parts of one where they are shared out. */
export type HouseholdsByPlace = Float64Array

/**
 * How many households live in each cell: by the address points in it; in grids without any, the grid's households shared
 * out evenly among its cells. Reckoned once for a release and the address points that there are.
 */
export class CellHouseholds {
  readonly #db: Db
  #last: { index: AreaIndex; mark: string; found: Promise<HouseholdsByPlace> } | null = null

  constructor(db: Db) {
    this.#db = db
  }

  async at(index: AreaIndex, visits: Visits): Promise<HouseholdsByPlace> {
    const mark = await readAddressMark(this.#db)
    if (this.#last?.index !== index || this.#last.mark !== mark) {
      const found = this.#reckon(index, visits)
      this.#last = { index, mark, found }
      found.catch(() => (this.#last = null))
    }
    return this.#last.found
  }

  async #reckon(index: AreaIndex, visits: Visits): Promise<HouseholdsByPlace> {
    const households = new Float64Array(visits.places.size)
    const withPoints = new Set<number>()
    const turns = new Turns()
    let afterId = 0
    for (;;) {
      const page = await readAddressPage(this.#db, afterId)
      for (const point of page) {
        const grid = index.locate(point.x, point.y)
        const place = grid?.level === 'grid' ? placeAt(point.x, point.y, grid, visits) : null
        if (place !== null) {
          households[place]! += point.households
          withPoints.add(visits.ground.ownerOf(place)!.id)
        }
        await turns.next()
      }
      const last = page.at(-1)
      if (last === undefined) break
      afterId = last.id
    }
    for (const [gridId, places] of visits.ground.ofGrid) {
      const known = index.byId(gridId)?.households ?? 0
      if (withPoints.has(gridId) || places.length === 0) continue
      for (const place of places) households[place] = known / places.length
    }
    return households
  }
}
