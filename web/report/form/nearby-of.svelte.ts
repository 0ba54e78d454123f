import type { Nearby } from '../../../server/contract.ts'
import { sendJson } from '../../api.ts'
import { Resource } from '../../state/resource.svelte.ts'
import type { Draft } from '../send/draft.ts'

/** What is known about the place of a draft: its area, and what was reported near it already. Asked by body, for positions do not belong into addresses. */
export class NearbyOfDraft {
  readonly #resource = new Resource<Nearby>()
  #asked = ''

  /** Of the draft that was asked about last; null until the answer is there. */
  get value(): Nearby | null {
    return this.#resource.value
  }

  ask({ place, category }: Pick<Draft, 'place' | 'category'>): void {
    const asked = place === null ? '' : `${place.lon} ${place.lat} ${category}`
    if (asked === this.#asked) return
    this.#asked = asked
    this.#resource.put(null)
    if (place === null) return
    const body = { lon: place.lon, lat: place.lat, ...(category === '' ? {} : { category }) }
    void this.#resource.load((signal) => sendJson<Nearby>('POST', '/api/public/near', body, { signal }))
  }
}
