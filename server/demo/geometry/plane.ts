import type { Bounds } from '../../domain/coverage/ring.ts'

/** Metres on a plane that touches the county, from the lower left corner of its box. Good to a few metres. */
export class Plane {
  readonly #west: number
  readonly #south: number
  readonly #unitX: number
  readonly #unitY: number
  readonly width: number
  readonly height: number

  constructor([west, south, east, north]: Bounds) {
    this.#west = west
    this.#south = south
    // One 1e-7 degree of latitude is 11.1 mm; one of longitude shrinks with the cosine of the latitude.
    this.#unitY = 0.0111
    this.#unitX = 0.01113195 * Math.cos(((south + north) / 2 / 1e7) * (Math.PI / 180))
    this.width = (east - west) * this.#unitX
    this.height = (north - south) * this.#unitY
  }

  toUnits([x, y]: readonly [number, number]): [x: number, y: number] {
    return [Math.round(this.#west + x / this.#unitX), Math.round(this.#south + y / this.#unitY)]
  }

  toMetres(x: number, y: number): [x: number, y: number] {
    return [(x - this.#west) * this.#unitX, (y - this.#south) * this.#unitY]
  }
}
