import type { Pairing } from '../../../server/contract.ts'
import { getJson, sendJson } from '../../api.ts'
import { Asking } from '../state/asking.ts'

const PACE = { everyMs: 3000, restMs: 500, limitMs: 10_000 }

/** A screen that waits to be paired: it shows a code, a new one when that has run out, and asks whether somebody typed it in. */
export class PairingState {
  pairing = $state.raw<Pairing | null>(null)
  /** Whether the server answers. */
  reached = $state(true)
  readonly #now: () => number
  readonly #paired: () => void
  readonly #asking = new Asking((signal) => this.#ask(signal), PACE)

  /** `now`: the server's clock, milliseconds; `paired` is told once the screen is a display. */
  constructor(now: () => number, paired: () => void) {
    this.#now = now
    this.#paired = paired
  }

  begin(): void {
    this.#asking.begin()
  }

  stop(): void {
    this.#asking.stop()
    this.pairing = null
    this.reached = true
  }

  async #ask(signal: AbortSignal): Promise<void> {
    try {
      const known = await getJson<Pairing>('/api/wall/pairing', signal)
      const ranOut = known.expiresAt !== null && Date.parse(known.expiresAt) <= this.#now()
      const pairing =
        known.state === 'none' || (known.state === 'waiting' && ranOut)
          ? await sendJson<Pairing>('POST', '/api/wall/pairing', null, { signal })
          : known
      this.reached = true
      if (pairing.state === 'paired') return this.#paired()
      this.pairing = pairing
    } catch (error) {
      this.reached = false
      throw error
    }
  }
}
