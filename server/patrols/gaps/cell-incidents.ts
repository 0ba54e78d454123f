import type { Snapshot } from '../../incidents/column-cache.ts'
import { lowerBound, NOWHERE } from '../../incidents/columns.ts'
import type { Steps } from '../../domain/steps.ts'
import { inTurns } from '../../turns.ts'
import { placeAt } from '../place-at.ts'
import type { Visits } from '../visits/visit-cache.ts'

const YEAR_SECONDS = 365 * 86_400

/** So many incidents are placed in one step. */
const STEP = 1000

/** How many incidents of the past 365 days happened in each cell, by place of VisitDays. */
export type IncidentsByPlace = Uint32Array

/** Counts incidents by cell, once for each change of them; where an incident lies is found once. */
export class CellIncidents {
  #last: { snapshot: Snapshot; counts: Promise<IncidentsByPlace> } | null = null
  #placed: {
    visits: Visits['ground']
    byId: Map<number, { lon: number; lat: number; place: number }>
  } | null = null

  async at(snapshot: Snapshot, visits: Visits, nowMs: number): Promise<IncidentsByPlace> {
    if (this.#last?.snapshot !== snapshot) {
      const counts = inTurns(this.#count(snapshot, visits, Math.floor(nowMs / 1000) - YEAR_SECONDS))
      this.#last = { snapshot, counts }
    }
    return this.#last.counts
  }

  *#count({ columns, areas }: Snapshot, visits: Visits, sinceSecond: number): Steps<IncidentsByPlace> {
    const counts = new Uint32Array(visits.places.size)
    if (this.#placed?.visits !== visits.ground) this.#placed = { visits: visits.ground, byId: new Map() }
    const { byId } = this.#placed
    for (let row = lowerBound(columns, sinceSecond); row < columns.length; row += 1) {
      if (row % STEP === 0) yield
      const [id, lon, lat] = [columns.id[row]!, columns.lon[row]!, columns.lat[row]!]
      const grid = areas.nodes[columns.position[row]!]
      if (lon === NOWHERE || grid?.level !== 'grid') continue
      let known = byId.get(id)
      if (known?.lon !== lon || known.lat !== lat) {
        known = { lon, lat, place: placeAt(lon, lat, grid, visits) ?? -1 }
        byId.set(id, known)
      }
      if (known.place >= 0) counts[known.place]! += 1
    }
    return counts
  }
}
