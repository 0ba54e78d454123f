import type { LngLatBoundsLike, Map } from 'maplibre-gl'
import { createContext } from 'svelte'

export type Camera = { lon: number; lat: number; zoom: number; bearing: number; pitch: number }
export type Padding = { top: number; right: number; bottom: number; left: number }
export type Bounds = readonly [west: number, south: number, east: number, north: number]

const FLIGHT_MS = 600

/** The map for the components inside it, and the few things that all of them may do to it. */
export class MapContext {
  map = $state.raw<Map | null>(null)
  /** Grows whenever a style was loaded: what was added to the one before is gone and must be added again. */
  styleLoads = $state(0)
  /** The camera as it is, also while it moves. */
  camera = $state.raw<Camera | null>(null)
  /** True while a hand or a flight moves the camera. */
  moving = $state(false)

  /** Brings an area fully into view, flying unless a duration (ms) says otherwise or motion is unwanted. */
  fit(bounds: Bounds, padding: Padding, duration?: number): void {
    const motion = duration === undefined ? this.#motion() : { duration }
    const box = bounds as unknown as LngLatBoundsLike
    this.map?.fitBounds(box, { padding, ...motion, bearing: 0, pitch: 0 })
  }

  flyTo(camera: Camera): void {
    const { lon, lat, ...rest } = camera
    this.map?.flyTo({ center: [lon, lat], ...rest, ...this.#motion() })
  }

  /** A person's own step, like one of the wheel: the camera that it ends with is theirs. */
  zoomBy(steps: number): void {
    this.map?.zoomTo(this.map.getZoom() + steps, this.#motion(), { byPerson: true })
  }

  resetNorth(): void {
    this.map?.easeTo({ bearing: 0, pitch: 0, ...this.#motion() })
  }

  #motion(): { duration: number } {
    return { duration: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : FLIGHT_MS }
  }
}

export const [useMap, provideMap] = createContext<MapContext>()
