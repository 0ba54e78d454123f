import type { Place } from '../../../server/domain/coverage/edit/operation.ts'
import type { BorderIndex } from './border-index.ts'
import type { Scale } from './scale.ts'

/** What a place was drawn to: a vertex, an edge (the vertices at its ends), or nothing. */
export type Snap =
  | { kind: 'vertex'; place: Place }
  | { kind: 'edge'; place: Place; edge: [Place, Place] }
  | { kind: 'none'; place: Place }

export const SNAP_PIXELS = 10

/**
 * A vertex within reach draws a place to itself, else an edge does. `except`: a vertex that is being moved; `mayPutOn`:
 * whether an edge may get a vertex.
 */
export function snapTo(
  index: BorderIndex,
  at: Place,
  scale: Scale,
  except: Place | null = null,
  mayPutOn: (edge: [Place, Place]) => boolean = () => true,
): Snap {
  const isExcept = ([x, y]: Place): boolean => except !== null && x === except[0] && y === except[1]
  const vertex = index.nearestVertex(at, scale, SNAP_PIXELS, (place) => !isExcept(place))
  if (vertex) return { kind: 'vertex', place: vertex.place }
  const edge = index.nearestEdge(at, scale, SNAP_PIXELS, (edge) => !edge.some(isExcept) && mayPutOn(edge))
  if (edge) return { kind: 'edge', place: edge.place, edge: edge.edge }
  return { kind: 'none', place: at }
}
