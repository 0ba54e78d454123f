import type { Feature, FeatureCollection } from 'geojson'
import { OUTSIDE, type Place } from '../../../server/domain/coverage/edit/operation.ts'
import type { Bounds } from '../../../server/domain/coverage/ring.ts'
import type { Ring, Shape } from '../../../server/domain/coverage/shape.ts'
import { attemptedBorder } from '../geometry/attempted-border.ts'
import { clipHalf, clipRingLine } from '../geometry/clip-half.ts'
import { collection, feature, lineString, multiPolygon, NOTHING, point } from '../geometry/geojson.ts'
import { pixelsBetween, type Scale } from '../geometry/scale.ts'
import type { Workbench } from '../studio/workbench.svelte.ts'

/** Vertices in view are too many to take hold of when each has fewer square pixels than this, or when they are so many. */
const PIXELS_EACH = 1400
const MOST_HANDLES = 600
/** Handles are wider than this: with half of the edges shorter they would lie on top of each other, as along a coast. */
const LEAST_MEDIAN_PIXELS = 12
/** Shorter edges show no handle in their middle. */
export const LEAST_EDGE_PIXELS = 34

/**
 * The handles in view, or null when they are too many: then one must come nearer. `held`: a vertex that is in the hand, and
 * not where it was.
 */
export function handleFeatures(
  bench: Workbench,
  bounds: Bounds,
  scale: Scale,
  held: Place | null,
): Feature[] | null {
  const { coverage } = bench.edit
  const isLive = (vertex: number): boolean =>
    coverage.codesAt(vertex).some((code) => code !== OUTSIDE && bench.edit.isLive(code))
  const [west, south, east, north] = bounds
  const pixels = (east - west) * scale.x * (north - south) * scale.y
  const most = Math.min(MOST_HANDLES, pixels / PIXELS_EACH)
  const handles = bench.index.handles(bounds, most, isLive)
  if (!handles) return null
  const lengths = handles.middles.map(({ edge }) => pixelsBetween(...edge, scale)).sort((a, b) => a - b)
  if ((lengths[lengths.length >> 1] ?? Infinity) < LEAST_MEDIAN_PIXELS) return null
  const isHeld = ([x, y]: Place): boolean => held !== null && x === held[0] && y === held[1]
  const middles = handles.middles.filter(
    ({ edge: [a, b], place }) =>
      pixelsBetween(a, b, scale) >= LEAST_EDGE_PIXELS && ![a, b, place].some(isHeld),
  )
  return [
    ...middles.map(({ place }) => feature(point(place), { kind: 'middle' })),
    ...handles.vertices
      .filter(({ place }) => !isHeld(place))
      .map(({ place, isJunction }) => feature(point(place), { kind: isJunction ? 'junction' : 'vertex' })),
  ]
}

/** What is in the hand, and what was picked. */
export function heldFeatures({ hand }: Workbench): Feature[] {
  const picked = hand.picked.map((place) => feature(point(place), { kind: 'picked' }))
  return hand.held ? [...picked, feature(point(hand.held.at), { kind: 'held' })] : picked
}

/** The line that is being drawn, on to where the pointer is. */
export function sketchFeatures({ sketch, pointer, tool }: Workbench): FeatureCollection {
  const { line } = sketch
  const cutting = sketch.cutting
  if (line.length === 0 && cutting === null) return NOTHING
  const piece = cutting && cutting.piece !== null ? cutting.pieces[cutting.piece] : null
  const isOpen = !sketch.ended && cutting === null
  const drawn = isOpen && pointer && line.length > 0 ? [...line, pointer.snap.place] : line
  const isRing = (tool === 'draw' && drawn.length > 2) || (tool === 'measure' && sketch.isRing)
  return collection([
    ...(piece ? [feature(multiPolygon(piece.shape), { kind: 'piece' })] : []),
    ...(isRing ? [feature(multiPolygon([[drawn.flat()]]), { kind: 'ring' })] : []),
    ...(drawn.length > 1 ? [feature(lineString(drawn), { kind: 'line' })] : []),
    ...line.map((place) => feature(point(place), { kind: 'point' })),
  ])
}

/** Where what was tried cannot be. */
export function faultFeatures({ edit, index }: Workbench): FeatureCollection {
  if (!edit.refused) return NOTHING
  const { operation, refusal } = edit.refused
  const lines = attemptedBorder(index, operation).filter((line: Place[]) => line.length > 1)
  return collection([
    ...lines.map((line) => feature(lineString(line))),
    ...(refusal.place ? [feature(point(refusal.place))] : []),
  ])
}

/** Boundaries as they were: all of them, or those west of a meridian. */
export function boundaryFeatures(shapes: readonly Shape[], meridian: number | null): FeatureCollection {
  const half = (shape: Shape): Shape => (meridian === null ? shape : clipHalf(shape, meridian, 'west'))
  const linesOf = (ring: Ring): Place[][] => clipRingLine(ring, meridian ?? Infinity, 'west')
  return collection([
    ...shapes.flatMap((shape) => {
      const clipped = half(shape)
      return clipped.length === 0 ? [] : [feature(multiPolygon(clipped))]
    }),
    ...shapes.flatMap((shape) => shape.flat().flatMap(linesOf)).map((line) => feature(lineString(line))),
  ])
}
