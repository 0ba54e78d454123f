import { createContext } from 'svelte'
import type { SentPosition } from '../store/outbox-item.ts'
import type { DutyClock } from '../state/duty-clock.svelte.ts'
import type { Duty } from './duty.svelte.ts'
import { worthRecording } from './worth-recording.ts'

/** Standing still many devices say nothing: asked this often, the server knows that duty goes on. */
const ASK_AGAIN_MS = 5 * 60_000

/** A position of so long ago is where the device is now. */
const FRESH_MS = 30_000

/** Where no newer one is found, this still says about where the device is. */
const RECENT_MS = 5 * 60_000

const SEARCH: PositionOptions = { enableHighAccuracy: true, maximumAge: 5000, timeout: 30_000 }

/** `lon`, `lat` in degrees, `accuracy` in metres, `at` by the server's clock. */
export type Spot = { lon: number; lat: number; accuracy: number; at: number }

/** Why there is no position: refused by the person, not to be found just now, or not on offer (plain HTTP, no such device). */
export type LocateFault = 'denied' | 'notFound' | 'impossible' | null

/** Where the device is: watched and recorded while duty is on and not paused, and at no other time unless it is asked for once. */
export class Locator {
  spot = $state.raw<Spot | null>(null)
  fault = $state<LocateFault>(null)
  searching = $state(false)
  readonly #clock: DutyClock
  readonly #duty: Duty
  #last: Spot | null = null

  constructor(clock: DutyClock, duty: Duty) {
    this.#clock = clock
    this.#duty = duty
    if (!isSecureContext || !('geolocation' in navigator)) this.fault = 'impossible'
  }

  /** Records from now on; returns what ends it. */
  watch(): () => void {
    if (this.fault === 'impossible') return () => {}
    const heard = (position: GeolocationPosition) => this.#hear(position)
    const failed = (error: GeolocationPositionError) => this.#fail(error)
    const watching = navigator.geolocation.watchPosition(heard, failed, SEARCH)
    const timer = setInterval(() => {
      if (this.#clock.now() - (this.#last?.at ?? 0) >= ASK_AGAIN_MS)
        navigator.geolocation.getCurrentPosition(heard, failed, SEARCH)
    }, ASK_AGAIN_MS / 5)
    return () => {
      navigator.geolocation.clearWatch(watching)
      clearInterval(timer)
    }
  }

  /** Where the device is now, asked for by the person; null: it was not found, and `fault` says why. Nothing is recorded. */
  async locate(): Promise<Spot | null> {
    if (this.fault === 'impossible') return null
    if (this.spot !== null && this.#clock.now() - this.spot.at < FRESH_MS) return this.spot
    this.searching = true
    try {
      const position = await new Promise<GeolocationPosition>((found, failed) =>
        navigator.geolocation.getCurrentPosition(found, failed, { ...SEARCH, timeout: 15_000 }),
      )
      this.spot = this.#spotOf(position)
      this.fault = null
      return this.spot
    } catch (error) {
      const { spot } = this
      if (spot !== null && this.#clock.now() - spot.at < RECENT_MS) return spot
      this.#fail(error as GeolocationPositionError)
      return null
    } finally {
      this.searching = false
    }
  }

  #spotOf({ coords }: GeolocationPosition): Spot {
    // The device's own time of a position may be that of its satellites: the moment of hearing is by the clock we know.
    return {
      lon: coords.longitude,
      lat: coords.latitude,
      accuracy: coords.accuracy,
      at: Math.round(this.#clock.now()),
    }
  }

  #hear(position: GeolocationPosition): void {
    const spot = this.#spotOf(position)
    this.spot = spot
    this.fault = null
    if (!worthRecording(this.#last, spot)) return
    this.#last = spot
    const { lon, lat, accuracy } = spot
    const sent: SentPosition = {
      at: new Date(spot.at).toISOString(),
      deviceAt: new Date().toISOString(),
      lon,
      lat,
      accuracy,
      source: 'device',
    }
    // A full device is said by the outbox.
    this.#duty.record(sent).catch(() => {})
  }

  #fail({ code }: GeolocationPositionError): void {
    this.fault = code === 1 ? 'denied' : 'notFound'
  }
}

export const [useLocator, provideLocator] = createContext<Locator>()
