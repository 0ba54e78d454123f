import type { Operation, Place } from '../../../server/domain/coverage/edit/operation.ts'
import type { Snap } from '../geometry/snap.ts'

/** How far beyond an edge a line goes on, in units: a place on an edge is rounded, and may lie a little before it. */
const BEYOND = 3

/** A drawn line whose ends cross the edges that they were snapped to: so it cuts from border to border. */
export function cuttingLine(sketch: readonly Snap[]): Place[] {
  const places = sketch.map(({ place }) => place)
  if (sketch.length < 2) return places
  return sketch.map((snap, i) => {
    if (snap.kind !== 'edge' || (i > 0 && i < sketch.length - 1)) return snap.place
    return beyond(snap.edge, snap.place, i === 0 ? places[1]! : places[i - 1]!)
  })
}

/** A place on an edge, pushed away from where the line comes from. */
function beyond([[ax, ay], [bx, by]]: [Place, Place], [x, y]: Place, [fromX, fromY]: Place): Place {
  const [dx, dy] = [bx - ax, by - ay]
  const length = Math.hypot(dx, dy)
  const side = Math.sign(dx * (fromY - ay) - dy * (fromX - ax))
  if (length === 0 || side === 0) return [x, y]
  return [Math.round(x + (side * dy * BEYOND) / length), Math.round(y - (side * dx * BEYOND) / length)]
}

/** Operations that put vertices where the ends of a line lie on edges. */
export function insertedEnds(sketch: readonly Snap[]): Extract<Operation, { kind: 'insert' }>[] {
  const ends = sketch.length < 2 ? [] : [sketch[0]!, sketch.at(-1)!]
  const inserts = ends.flatMap((end) =>
    end.kind === 'edge' ? [{ kind: 'insert' as const, edge: end.edge, at: end.place }] : [],
  )
  const [first, second] = inserts
  if (!first || !second || !isSameEdge(first.edge, second.edge)) return inserts
  // Both on one edge: after the first there is no such edge any more, but two shorter ones.
  const [start, end] = first.edge
  const isBehind = along(first.edge, second.at) > along(first.edge, first.at)
  return [first, { ...second, edge: isBehind ? [first.at, end] : [start, first.at] }]
}

function isSameEdge([a, b]: [Place, Place], [c, d]: [Place, Place]): boolean {
  const same = (p: Place, q: Place): boolean => p[0] === q[0] && p[1] === q[1]
  return (same(a, c) && same(b, d)) || (same(a, d) && same(b, c))
}

function along([[ax, ay], [bx, by]]: [Place, Place], [x, y]: Place): number {
  return (x - ax) * (bx - ax) + (y - ay) * (by - ay)
}
