import type { Map as MapLibreMap, MapMouseEvent, MapTouchEvent } from 'maplibre-gl'
import type { Place } from '../../../server/domain/coverage/edit/operation.ts'
import { areasWithin } from '../geometry/area-at.ts'
import { placeAt } from '../geometry/geojson.ts'
import { pixelsBetween, scaleAt, type Scale } from '../geometry/scale.ts'
import { LEAST_EDGE_PIXELS } from './drawings.ts'
import { Freehand } from './freehand.ts'
import { snapTo, type Snap } from '../geometry/snap.ts'
import { addPoint, clickWhileCutting, finishSketch } from '../studio/finish-sketch.ts'
import type { Workbench } from '../studio/workbench.svelte.ts'

/** A handle is taken hold of within this many pixels: targets of 24, for fingers of 44. */
const REACH_PIXELS = 12
const FINGER_REACH_PIXELS = 22
/** A smaller box is a click. */
const LEAST_BOX_PIXELS = 4

type Point = { x: number; y: number }
type Modifiers = { shiftKey: boolean; altKey: boolean }

export type PointerOptions = {
  mayEdit: () => boolean
  /** A box that is being drawn, in pixels of the map; null when it is none any more. */
  onBox: (box: { from: Point; to: Point } | null) => void
  handlesShown: () => boolean
}

/** What mouse and fingers do on the map, by the tool in use; returns what ends it. */
export function followPointer(map: MapLibreMap, bench: Workbench, options: PointerOptions): () => void {
  let boxFrom: Point | null = null
  let freehand: Freehand | null = null
  let wanted: Point | null = null
  let frame = 0

  const placeOf = (point: Point): Place => {
    const { lng, lat } = map.unproject([point.x, point.y])
    return placeAt(lng, lat)
  }
  const scale = (): Scale => scaleAt(map.getZoom(), map.getCenter().lat)
  const snapAt = (point: Point): Snap => {
    const place = placeOf(point)
    if (bench.mode === 'areas') return { kind: 'none', place }
    const { held } = bench.hand
    const { placing, picked } = bench.hand
    if (bench.mode === 'vertices' && !held && !placing) return { kind: 'none', place }
    const moved = held?.edge === null ? held.from : placing ? (picked[0] ?? null) : null
    // A line that is only measured, or begins and ends beyond an edge, puts no vertex there.
    const isPut = bench.tool !== 'measure'
    const snap = snapTo(bench.index, place, scale(), moved, (edge) => !isPut || bench.mayPutOn(edge))
    const start = bench.sketch.points[0]?.place
    const isClosing = start && (bench.tool === 'measure' || bench.tool === 'draw')
    if (isClosing && snap.kind === 'none') {
      const near = map.project([start[0] / 1e7, start[1] / 1e7])
      if (Math.hypot(near.x - point.x, near.y - point.y) < REACH_PIXELS)
        return { kind: 'vertex', place: start }
    }
    return snap
  }
  const liveVertexAt = (place: Place, reach: number) =>
    bench.index.nearestVertex(place, scale(), reach, (vertex) => bench.isLiveVertex(vertex))

  /** Takes hold of what is under the pointer; gives whether the map must stay where it is. */
  const press = (point: Point, { shiftKey, altKey }: Modifiers, reach: number): boolean => {
    const draws = bench.mode === 'points' && shiftKey && (options.mayEdit() || bench.tool === 'measure')
    if (draws && bench.sketch.cutting === null) freehand = new Freehand(bench, snapAt(point), false)
    if (bench.mode === 'areas' && altKey) freehand = new Freehand(bench, snapAt(point), shiftKey)
    if (freehand) return true
    if (bench.mode === 'areas' && shiftKey) {
      boxFrom = point
      return true
    }
    if (bench.mode !== 'vertices' || !options.mayEdit() || !options.handlesShown()) return false
    const place = placeOf(point)
    if (bench.hand.placing) return false
    const vertex = liveVertexAt(place, reach)
    if (vertex) {
      bench.hand.pickUp(vertex.place, null, 'pointer')
      return true
    }
    const middle = middleAt(bench, place, scale(), reach)
    if (middle) bench.hand.pickUp(middle.place, middle.edge, 'pointer')
    return middle !== null
  }

  const drag = (): void => {
    frame = 0
    if (wanted && bench.hand.held?.by === 'pointer') bench.hand.moveTo(snapAt(wanted), placeOf(wanted))
  }
  const move = (point: Point): void => {
    bench.pointer = { x: point.x, y: point.y, snap: snapAt(point) }
    if (boxFrom) options.onBox({ from: boxFrom, to: point })
    freehand?.moveTo(placeOf(point), scale())
    if (bench.hand.held?.by !== 'pointer') return
    wanted = point
    frame ||= requestAnimationFrame(drag)
  }
  /** Gives whether anything was under way. */
  const release = (): boolean => {
    const { pointer } = bench
    const isUnderWay = boxFrom !== null || freehand !== null || bench.hand.held?.by === 'pointer'
    const isBox =
      boxFrom && pointer && Math.hypot(pointer.x - boxFrom.x, pointer.y - boxFrom.y) > LEAST_BOX_PIXELS
    if (boxFrom && isBox) selectBox(bench, placeOf(boxFrom), placeOf(pointer))
    boxFrom = null
    options.onBox(null)
    if (freehand && pointer) freehand.end(snapAt(pointer), scale())
    freehand = null
    if (bench.hand.held?.by !== 'pointer') return isUnderWay
    if (frame) {
      cancelAnimationFrame(frame)
      drag()
    }
    const { from, edge } = bench.hand.held
    const hasMoved = wanted !== null
    wanted = null
    if (hasMoved || edge) bench.putDown()
    else {
      bench.hand.putBack()
      bench.hand.toggle(from, false)
    }
    return isUnderWay
  }
  /** What is under way is not done after all. */
  const giveUp = (): void => {
    cancelAnimationFrame(frame)
    frame = 0
    boxFrom = freehand = wanted = null
    options.onBox(null)
    if (bench.hand.held?.by === 'pointer') bench.hand.putBack()
  }
  const click = (point: Point, adds: boolean): void => {
    const place = placeOf(point)
    if (bench.mode === 'areas') bench.selectAt(place, adds)
    else if (bench.mode === 'vertices') {
      if (bench.hand.placing) bench.placePicked(snapAt(point), place)
      else if (!liveVertexAt(place, REACH_PIXELS)) bench.selectAt(place, false)
    } else if (bench.sketch.cutting) clickWhileCutting(bench, place)
    else if (options.mayEdit() || bench.tool === 'measure') addPoint(bench, snapAt(point))
  }

  const mouseDown = (event: MapMouseEvent): void => {
    if (event.originalEvent.button === 0 && press(event.point, event.originalEvent, REACH_PIXELS))
      event.preventDefault()
  }
  const touchStart = (event: MapTouchEvent): void => {
    // Two fingers move the map, also when the first of them came down on a vertex.
    if (event.points.length > 1) giveUp()
    else if (press(event.point, event.originalEvent, FINGER_REACH_PIXELS)) event.preventDefault()
  }
  const mouseMove = (event: MapMouseEvent): void => move(event.point)
  const touchMove = (event: MapTouchEvent): void => move(event.point)
  // What a finger did is done: the mouse events that browsers send after a tap would do it again.
  const touchEnd = (event: TouchEvent): void => {
    if (release() && event.cancelable) event.preventDefault()
  }
  const mouseUp = (): void => void release()
  const mapClick = (event: MapMouseEvent): void => click(event.point, event.originalEvent.shiftKey)
  const leave = (): void => void (bench.pointer = null)
  const doubleClick = (event: MapMouseEvent): void => {
    if (bench.mode !== 'points') return
    event.preventDefault()
    if (!bench.sketch.ended && !bench.sketch.cutting) finishSketch(bench)
  }
  map.boxZoom.disable()
  map.dragRotate.disable()
  map.touchZoomRotate.disableRotation()
  map.keyboard.disableRotation()
  map.on('mousedown', mouseDown)
  map.on('touchstart', touchStart)
  map.on('mousemove', mouseMove)
  map.on('touchmove', touchMove)
  map.on('click', mapClick)
  map.on('dblclick', doubleClick)
  map.on('mouseout', leave)
  addEventListener('mouseup', mouseUp)
  addEventListener('touchend', touchEnd)
  addEventListener('touchcancel', giveUp)
  return () => {
    cancelAnimationFrame(frame)
    map.off('mousedown', mouseDown)
    map.off('touchstart', touchStart)
    map.off('mousemove', mouseMove)
    map.off('touchmove', touchMove)
    map.off('click', mapClick)
    map.off('dblclick', doubleClick)
    map.off('mouseout', leave)
    removeEventListener('mouseup', mouseUp)
    removeEventListener('touchend', touchEnd)
    removeEventListener('touchcancel', giveUp)
  }
}

function middleAt(
  bench: Workbench,
  place: Place,
  scale: Scale,
  reachPixels: number,
): { place: Place; edge: [Place, Place] } | null {
  const middleOf = ([[ax, ay], [bx, by]]: [Place, Place]): Place => [
    Math.round((ax + bx) / 2),
    Math.round((ay + by) / 2),
  ]
  const near = bench.index.nearestEdge(
    place,
    scale,
    reachPixels,
    (edge) =>
      pixelsBetween(...edge, scale) >= LEAST_EDGE_PIXELS &&
      pixelsBetween(middleOf(edge), place, scale) <= reachPixels &&
      edge.every((end) => bench.isLiveVertex(end)),
  )
  return near && { edge: near.edge, place: middleOf(near.edge) }
}

function selectBox(bench: Workbench, [ax, ay]: Place, [bx, by]: Place): void {
  const box: [number, number, number, number] = [
    Math.min(ax, bx),
    Math.min(ay, by),
    Math.max(ax, bx),
    Math.max(ay, by),
  ]
  bench.select(areasWithin(bench.edit.coverage, box))
}
