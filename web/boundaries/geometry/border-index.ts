import type { Coverage } from '../../../server/domain/coverage/edit/coverage.ts'
import type { Place } from '../../../server/domain/coverage/edit/operation.ts'
import { eachEdge } from '../../../server/domain/coverage/edit/ring-edges.ts'
import type { Bounds } from '../../../server/domain/coverage/ring.ts'
import { pixelsBetween, type Scale } from './scale.ts'

/** The place on an edge that is nearest to another one, rounded to units. */
export type NearEdge = { edge: [Place, Place]; place: Place; pixels: number }
export type NearVertex = { place: Place; isJunction: boolean; pixels: number }

/** What a hand can take hold of. */
export type Handles = {
  vertices: { place: Place; isJunction: boolean }[]
  /** The middles of edges, where vertices can be put in. */
  middles: { place: Place; edge: [Place, Place] }[]
}

/** The vertices of one state of a coverage and what lies beside each: for what is under a pointer. */
export class BorderIndex {
  readonly #coverage: Coverage
  /** For each vertex those that an edge joins it to. */
  readonly #beside = new Map<number, number[]>()

  constructor(coverage: Coverage) {
    this.#coverage = coverage
    for (const { rings } of coverage.leaves()) {
      eachEdge(rings, (from, to) => {
        this.#join(from, to)
        this.#join(to, from)
      })
    }
  }

  #join(vertex: number, other: number): void {
    const beside = this.#beside.get(vertex)
    if (!beside) this.#beside.set(vertex, [other])
    else if (!beside.includes(other)) beside.push(other)
  }

  get coverage(): Coverage {
    return this.#coverage
  }

  /** Places of the vertices beside a vertex. */
  neighbours(place: Place): Place[] {
    const vertex = this.#coverage.vertices.find(...place)
    return (this.#beside.get(vertex) ?? []).map((other) => this.#coverage.placeOf(other))
  }

  /** Whether other than two borders meet there. */
  isJunction(place: Place): boolean {
    return (this.#beside.get(this.#coverage.vertices.find(...place))?.length ?? 0) !== 2
  }

  nearestVertex(
    at: Place,
    scale: Scale,
    reachPixels: number,
    isWanted: (place: Place) => boolean = () => true,
  ): NearVertex | null {
    let nearest: NearVertex | null = null
    for (const [vertex, beside] of this.#beside) {
      const place = this.#coverage.placeOf(vertex)
      const pixels = pixelsBetween(at, place, scale)
      if (pixels > (nearest?.pixels ?? reachPixels) || !isWanted(place)) continue
      nearest = { place, isJunction: beside.length !== 2, pixels }
    }
    return nearest
  }

  nearestEdge(
    at: Place,
    scale: Scale,
    reachPixels: number,
    isWanted: (edge: [Place, Place]) => boolean = () => true,
  ): NearEdge | null {
    let nearest: NearEdge | null = null
    for (const [from, beside] of this.#beside) {
      const start = this.#coverage.placeOf(from)
      for (const to of beside) {
        if (to < from) continue
        const edge: [Place, Place] = [start, this.#coverage.placeOf(to)]
        const place = nearestOn(edge, at, scale)
        const pixels = pixelsBetween(at, place, scale)
        if (pixels > (nearest?.pixels ?? reachPixels) || !isWanted(edge)) continue
        nearest = { edge, place: [Math.round(place[0]), Math.round(place[1])], pixels }
      }
    }
    return nearest
  }

  /** The handles inside some bounds; null when there are more than `most` vertices, too many to take hold of. */
  handles(bounds: Bounds, most: number, isWanted: (vertex: number) => boolean): Handles | null {
    const found: Handles = { vertices: [], middles: [] }
    for (const [vertex, beside] of this.#beside) {
      const place = this.#coverage.placeOf(vertex)
      if (!isWithin(place, bounds) || !isWanted(vertex)) continue
      found.vertices.push({ place, isJunction: beside.length !== 2 })
      if (found.vertices.length > most) return null
      for (const other of beside) {
        if (other < vertex || !isWanted(other)) continue
        const end = this.#coverage.placeOf(other)
        const middle: Place = [Math.round((place[0] + end[0]) / 2), Math.round((place[1] + end[1]) / 2)]
        found.middles.push({ place: middle, edge: [place, end] })
      }
    }
    return found
  }
}

function isWithin([x, y]: Place, [west, south, east, north]: Bounds): boolean {
  return x >= west && x <= east && y >= south && y <= north
}

function nearestOn([[ax, ay], [bx, by]]: [Place, Place], [px, py]: Place, scale: Scale): Place {
  const [dx, dy] = [(bx - ax) * scale.x, (by - ay) * scale.y]
  const dot = (px - ax) * scale.x * dx + (py - ay) * scale.y * dy
  const along = Math.min(1, Math.max(0, dot / (dx * dx + dy * dy || 1)))
  return [ax + along * (bx - ax), ay + along * (by - ay)]
}
