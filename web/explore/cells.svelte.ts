import type { CoverageCells } from '../../server/contract.ts'
import { getJson, withQuery } from '../api.ts'
import type { VisitedCell } from '../map/layers/cells.ts'
import { Resource } from '../state/resource.svelte.ts'

const DAY_MS = 86_400_000
const REST_MS = 180

/** The visited cells of an area and window, read only while somebody looks at them. */
export class VisitedCells extends Resource<VisitedCell[]> {
  #asked = ''
  #timer: ReturnType<typeof setTimeout> | undefined

  /** `release`: by whose boundaries the area is meant; null: those of now. */
  ask(area: string, { from, to }: { from: number; to: number }, release: number | null): void {
    const window = { area, from: new Date(from).toISOString(), to: new Date(to).toISOString(), release }
    const url = withQuery('/api/coverage/cells', window)
    if (url === this.#asked) return
    this.#asked = url
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      void this.load(async (signal) => {
        const { cells, lastVisit } = await getJson<CoverageCells>(url, signal)
        return cells.map((cell, i) => {
          return { cell, daysAgo: Math.max(0, Math.floor((to - Date.parse(lastVisit[i]!)) / DAY_MS)) }
        })
      })
    }, REST_MS)
  }
}
