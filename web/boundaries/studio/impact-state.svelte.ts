import { impact, type Impact } from '../../../server/domain/coverage/impact/impact.ts'
import { ROUNDING_SQUARE_METRES } from '../geometry/rounding.ts'
import type { EditState } from './edit-state.svelte.ts'

const NO_IMPACT: Impact = { areas: [], passages: [], above: [], assignments: [], vacant: [] }

/** While a vertex is dragged the counters follow this often. */
const EVERY_MS = 120

/** What the work does to the areas that it changes, while something is tried out too. */
export class ImpactState {
  value = $state.raw<Impact>(NO_IMPACT)
  readonly #edit: EditState
  #timer: ReturnType<typeof setTimeout> | null = null

  constructor(edit: EditState) {
    this.#edit = edit
  }

  /** Reckons again soon: at once where nothing was reckoned for a while. */
  refresh(): void {
    if (this.#timer) return
    this.value = this.#reckon()
    this.#timer = setTimeout(() => {
      this.#timer = null
      if (this.#isStale) this.refresh()
    }, EVERY_MS)
  }

  stop(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
  }

  #reckonedAt = -1

  get #isStale(): boolean {
    return this.#reckonedAt !== this.#edit.version
  }

  #reckon(): Impact {
    const { base, coverage, touched, ground, version } = this.#edit
    this.#reckonedAt = version
    if (touched.length === 0) return NO_IMPACT
    const known = new Map(ground.areas.map((area) => [area.code, area]))
    const { incidents, addresses } = ground
    return onlyChanged(impact(base, coverage, touched, known, incidents, addresses), this.#edit)
  }
}

/** Without what rounding moves, and so without areas that only got a vertex on their border. */
function onlyChanged(reckoned: Impact, { base, coverage }: EditState): Impact {
  // An address point may stand on ground however narrow.
  const passages = reckoned.passages.filter(
    ({ squareMetres, by, households }) =>
      squareMetres > ROUNDING_SQUARE_METRES || (by === 'addresses' && households),
  )
  const moved = new Set(passages.flatMap(({ from, to }) => [from, to]))
  const areas = reckoned.areas.filter(
    ({ code, before, after }) =>
      moved.has(code) ||
      before === null ||
      after === null ||
      base.area(code)?.parent !== coverage.area(code)?.parent,
  )
  const shown = new Set(areas.map(({ code }) => code))
  return { ...reckoned, areas, passages, vacant: reckoned.vacant.filter(({ code }) => shown.has(code)) }
}
