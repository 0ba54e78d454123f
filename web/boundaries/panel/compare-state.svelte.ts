import type { FeatureCollection } from 'geojson'
import { collection, feature, multiPolygon } from '../geometry/geojson.ts'
import type { Workbench } from '../studio/workbench.svelte.ts'

/** How the draft is shown beside what it begins from. */
export class CompareState {
  /** Ground that changes hands is coloured. */
  shows = $state(false)
  /** Where the sides meet, from 0 at the left of the map to 1; null: not side by side. */
  swipe = $state<number | null>(null)
  readonly #bench: Workbench

  constructor(bench: Workbench) {
    this.#bench = bench
  }

  /** What the selected areas gain and lose; all that changes hands when none is selected. */
  readonly passages: FeatureCollection = $derived.by(() => {
    if (!this.shows) return collection([])
    const { selected } = this.#bench
    return collection(
      this.#bench.impact.value.passages.flatMap(({ from, to, shape }) => {
        const isLost = selected.has(from) && !selected.has(to)
        if (selected.size > 0 && !isLost && !selected.has(to)) return []
        return [feature(multiPolygon(shape), { kind: isLost ? 'lost' : 'gained' })]
      }),
    )
  })
}
