import { areaSquareMetres } from '../../domain/coverage/area-square-metres.ts'
import { dissolve } from '../../domain/coverage/dissolve.ts'
import { shapeFaults } from '../../domain/coverage/shape-faults.ts'
import type { Ring, Shape } from '../../domain/coverage/shape.ts'
import { simplifyArc, traceArcs, type Arc } from './arcs.ts'
import { cutByOutline } from './cut-by-outline.ts'
import type { FieldLattice } from './field-lattice.ts'
import type { Plane } from './plane.ts'

/** Borders may leave the edges of the fields by this much; tried in turn where a coarse one would make borders cross. */
const TOLERANCES_METRES = [52, 30, 12, 0]

/** Parts smaller than this share of their territory go to the neighbour. */
const CRUMB_SHARE = 0.2

/**
 * The shapes of territories that were grown on the lattice, cut by the county's outline: borders run along the fields
 * from corner to corner, simplified where that crosses nothing. `owner` names the territory of each cell.
 */
export function territories(
  lattice: FieldLattice,
  owner: Int32Array,
  count: number,
  outline: Ring,
  plane: Plane,
): Shape[] {
  const arcs = traceArcs(lattice, owner)
  const tolerance = new Uint8Array(count)
  for (;;) {
    const simplified = arcs.map((arc) =>
      simplifyArc(arc, TOLERANCES_METRES[Math.max(tolerance[arc.left]!, tolerance[arc.right]!)]!),
    )
    const shapes = cutByOutline(
      simplified.flatMap((arc) => segments(arc, plane)),
      outline,
      count,
    )
    const broken = shapes.flatMap((shape, i) => (shapeFaults(String(i), shape).length > 0 ? [i] : []))
    if (broken.length === 0) return withoutCrumbs(shapes)
    for (const i of broken) {
      tolerance[i]! += 1
      if (tolerance[i] === TOLERANCES_METRES.length)
        throw new Error('Borders cross without being simplified.')
    }
  }
}

function segments({ left, right, points }: Arc, plane: Plane) {
  const ends = points.map((point) => plane.toUnits(point))
  return ends.slice(1).map(([bx, by], i) => ({ ax: ends[i]![0], ay: ends[i]![1], bx, by, left, right }))
}

/** Small parts that the outline cut off go to the territory that they share the longest border with. */
function withoutCrumbs(shapes: readonly Shape[]): Shape[] {
  const result = [...shapes]
  for (const [i, shape] of shapes.entries()) {
    if (shape.length < 2) continue
    const whole = areaSquareMetres(shape)
    const isCrumb = shape.map((polygon) => areaSquareMetres([polygon]) < whole * CRUMB_SHARE)
    for (const [part, polygon] of shape.entries()) {
      if (!isCrumb[part]) continue
      const neighbour = longestNeighbour(polygon[0]!, i, result)
      if (neighbour < 0) continue
      result[neighbour] = dissolve([result[neighbour]!, [polygon]])
      result[i] = result[i]!.filter((other) => other !== polygon)
    }
  }
  return result
}

function longestNeighbour(ring: Ring, own: number, shapes: readonly Shape[]): number {
  const edges = new Map<string, number>()
  for (let i = 0; i < ring.length; i += 2) {
    const next = (i + 2) % ring.length
    const length = Math.hypot(ring[next]! - ring[i]!, ring[next + 1]! - ring[i + 1]!)
    edges.set(`${ring[next]},${ring[next + 1]},${ring[i]},${ring[i + 1]}`, length)
  }
  let best = -1
  let longest = 0
  for (const [other, shape] of shapes.entries()) {
    if (other === own) continue
    let shared = 0
    for (const side of shape.flat()) {
      for (let i = 0; i < side.length; i += 2) {
        const next = (i + 2) % side.length
        shared += edges.get(`${side[i]},${side[i + 1]},${side[next]},${side[next + 1]}`) ?? 0
      }
    }
    if (shared > longest) {
      longest = shared
      best = other
    }
  }
  return best
}
