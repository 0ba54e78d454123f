import { createContext } from 'svelte'
import { betterSkew, skewOf, type Skew } from '../../state/clock-skew.ts'
import type { DutyStore } from '../store/duty-store.ts'

const KEPT = 'skew'
const TICK_MS = 5000

/** The server's clock as this device reckons it; kept, so that it holds without a network and after a restart. */
export class DutyClock {
  #skew = $state.raw<Skew | null>(null)
  /** The server's time, milliseconds since 1970; moves on every few seconds. */
  current = $state(Date.now())
  readonly #store: DutyStore

  constructor(store: DutyStore, kept: Skew | null) {
    this.#store = store
    this.#skew = kept
    this.current = this.now()
  }

  static async open(store: DutyStore): Promise<DutyClock> {
    return new DutyClock(store, await store.read<Skew>('meta', KEPT))
  }

  /** The server's time now, whatever this device's clock says. */
  now(): number {
    return Date.now() + (this.#skew?.offsetMs ?? 0)
  }

  /** A moment that is over by the server's clock too, however much the measure is in doubt. */
  surelyPast(): number {
    return Math.floor(this.now() - (this.#skew?.doubtMs ?? 0) - 1000)
  }

  measure(serverNow: string, askedAt: number, heardAt: number): void {
    this.#skew = betterSkew(this.#skew, skewOf(Date.parse(serverNow), askedAt, heardAt))
    this.current = this.now()
    void this.#store.write('meta', KEPT, this.#skew).catch(() => {})
  }

  follow(): () => void {
    const timer = setInterval(() => (this.current = this.now()), TICK_MS)
    return () => clearInterval(timer)
  }
}

export const [useDutyClock, provideDutyClock] = createContext<DutyClock>()
