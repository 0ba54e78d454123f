import Flatbush from 'flatbush'
import { junctions } from '../domain/coverage/junctions.ts'
import { ringBounds, type Bounds } from '../domain/coverage/ring.ts'
import type { Steps } from '../domain/steps.ts'
import type { Ring, Shape } from '../domain/coverage/shape.ts'
import { clipRing } from './clip-ring.ts'
import { LayerWriter, type Properties } from './layer-writer.ts'
import { worldX, worldY } from './mercator.ts'
import { weighRing } from './weigh-ring.ts'

export const EXTENT = 4096

/** Tiles reach this far over their sides, so that no border is drawn along them. */
const BUFFER = 64

/** A vertex is left out where the line moves by at most this much: about a third of a pixel. */
const TOLERANCE = 3

export type TileArea = { id: number; properties: Properties; shape: Shape }

type PreparedRing = { xy: Float64Array; weights: Float32Array; bounds: Bounds }
type PreparedArea = { id: number; properties: Properties; polygons: PreparedRing[][] }

/** The areas of one level, ready to be cut into tiles of any zoom. There is at least one. */
export class TileLayer {
  readonly #areas: readonly PreparedArea[]
  readonly #tree: Flatbush

  private constructor(areas: readonly PreparedArea[]) {
    this.#areas = areas
    this.#tree = new Flatbush(areas.length)
    for (const { polygons } of this.#areas)
      this.#tree.add(...around(polygons.map(([outer]) => outer!.bounds)))
    this.#tree.finish()
  }

  /** Made in steps, an area each. */
  static *of(areas: readonly TileArea[]): Steps<TileLayer> {
    const isJunction = junctions(areas.map(({ shape }) => shape))
    const prepared: PreparedArea[] = []
    for (const { id, properties, shape } of areas) {
      yield
      const polygons = shape.map((polygon) => polygon.map((ring) => prepare(ring, isJunction)))
      prepared.push({ id, properties, polygons })
    }
    return new TileLayer(prepared)
  }

  /** The layer of a tile, encoded; null when nothing lies in it. `isExact` keeps every vertex. */
  encode(name: string, z: number, x: number, y: number, isExact: boolean): Uint8Array | null {
    const scale = EXTENT * 2 ** z
    const [left, top] = [x * EXTENT, y * EXTENT]
    const tolerance = isExact ? 0 : TOLERANCE / scale
    const reach = [left - BUFFER, top - BUFFER, left + EXTENT + BUFFER, top + EXTENT + BUFFER]
    const [west, north, east, south] = reach.map((unit) => unit / scale) as Bounds
    const writer = new LayerWriter()
    for (const place of this.#tree.search(west, north, east, south).sort((a, b) => a - b)) {
      const { id, properties, polygons } = this.#areas[place]!
      const rings: number[][] = []
      for (const polygon of polygons) {
        for (const ring of polygon) {
          const drawn = draw(ring, scale, left, top, tolerance)
          if (drawn.length >= 6) rings.push(drawn)
          else if (ring === polygon[0]) break
        }
      }
      if (rings.length > 0) writer.add(id, properties, rings)
    }
    return writer.finish(name, EXTENT)
  }
}

function prepare(ring: Ring, isJunction: (x: number, y: number) => boolean): PreparedRing {
  const xy = Float64Array.from(ring, (unit, i) => (i % 2 === 0 ? worldX(unit) : worldY(unit)))
  const weights = weighRing(xy, (vertex) => isJunction(ring[2 * vertex]!, ring[2 * vertex + 1]!))
  return { xy, weights, bounds: ringBounds(xy) }
}

/** A ring in integers of the tile: without the vertices that do not show there, cut to the tile and its margin. */
function draw(ring: PreparedRing, scale: number, left: number, top: number, tolerance: number): number[] {
  const { xy, weights } = ring
  const points: number[] = []
  for (let i = 0; i < weights.length; i += 1) {
    if (weights[i]! > tolerance || tolerance === 0)
      points.push(xy[2 * i]! * scale - left, xy[2 * i + 1]! * scale - top)
  }
  const [minX, minY, maxX, maxY] = ring.bounds
  const isWithin =
    minX * scale - left >= -BUFFER &&
    minY * scale - top >= -BUFFER &&
    maxX * scale - left <= EXTENT + BUFFER &&
    maxY * scale - top <= EXTENT + BUFFER
  return rounded(isWithin ? points : clipRing(points, -BUFFER, EXTENT + BUFFER))
}

/** To integers, none twice in a row; empty when no area is left. */
function rounded(points: readonly number[]): number[] {
  const result: number[] = []
  let doubled = 0
  let lastX = Math.round(points.at(-2) ?? 0)
  let lastY = Math.round(points.at(-1) ?? 0)
  for (let i = 0; i < points.length; i += 2) {
    const x = Math.round(points[i]!)
    const y = Math.round(points[i + 1]!)
    if (x === lastX && y === lastY) continue
    result.push(x, y)
    doubled += lastX * y - x * lastY
    lastX = x
    lastY = y
  }
  return doubled === 0 ? [] : result
}

function around(all: readonly Bounds[]): Bounds {
  return all.reduce((a, b) => [
    Math.min(a[0], b[0]),
    Math.min(a[1], b[1]),
    Math.max(a[2], b[2]),
    Math.max(a[3], b[3]),
  ])
}
