import type { FeatureCollection } from 'geojson'
import type { ReleaseDifference } from '../../../server/contract.ts'
import { OUTSIDE } from '../../../server/domain/coverage/edit/operation.ts'
import { shapeBounds } from '../../../server/domain/coverage/ring.ts'
import { getJson, withQuery } from '../../api.ts'
import type { Bounds } from '../../map/map-context.svelte.ts'
import { Resource } from '../../state/resource.svelte.ts'
import { collection, feature, multiPolygon } from '../geometry/geojson.ts'
import { ROUNDING_SQUARE_METRES } from '../geometry/rounding.ts'

type Passages = ReleaseDifference['passages']

/** How two releases differ: the last difference stays while another is read, and goes where that fails. */
export class DifferenceState {
  readonly resource = new Resource<ReleaseDifference>()
  readonly value = $derived(this.resource.error ? null : this.resource.value)
  readonly passages: Passages = $derived(
    (this.value?.passages ?? []).filter(({ squareMetres }) => squareMetres > ROUNDING_SQUARE_METRES),
  )
  /** The areas whose ground changed, and those that came or went; not those above, which have no ground of their own. */
  readonly changed: ReleaseDifference['areas'] = $derived.by(() => {
    const codes = new Set(this.passages.flatMap(({ from, to }) => [from, to]))
    return (this.value?.areas ?? []).filter(({ code, change }) => codes.has(code) || change !== 'changed')
  })
  #asked = $state<string | null>(null)
  /** The area whose gains and losses are looked at; null: those of all. */
  readonly chosen = $derived(this.changed.some(({ code }) => code === this.#asked) ? this.#asked : null)
  /** What is coloured on the map. */
  readonly coloured: FeatureCollection = $derived(
    collection(
      this.passages.flatMap(({ from, to, shape }) => {
        if (this.chosen !== null && from !== this.chosen && to !== this.chosen) return []
        const isLost = to === OUTSIDE || from === this.chosen
        return [feature(multiPolygon(shape), { kind: isLost ? 'lost' : 'gained' })]
      }),
    ),
  )
  /** Degrees around all ground that passed; null: none did. */
  readonly bounds: Bounds | null = $derived(boundsOf(this.passages))

  async read(seq: number, against: number): Promise<void> {
    const url = withQuery(`/api/boundaries/releases/${seq}/difference`, { against })
    await this.resource.load((signal) => getJson<ReleaseDifference>(url, signal))
  }

  /** Chooses an area, or no longer; gives the degrees around what it gained and lost, if it has. */
  choose(code: string): Bounds | null {
    this.#asked = this.chosen === code ? null : code
    return this.#asked === null
      ? null
      : boundsOf(this.passages.filter(({ from, to }) => from === code || to === code))
  }

  /** Square metres that came from other areas. */
  gainedBy = (code: string): number => total(this.passages.filter(({ to }) => to === code))

  /** Square metres that went to other areas. */
  lostBy = (code: string): number => total(this.passages.filter(({ from }) => from === code))
}

function boundsOf(passages: Passages): Bounds | null {
  if (passages.length === 0) return null
  const bounds = shapeBounds(passages.flatMap(({ shape }) => shape))
  return bounds.map((units) => units / 1e7) as unknown as Bounds
}

function total(passages: Passages): number {
  return passages.reduce((sum, { squareMetres }) => sum + squareMetres, 0)
}
