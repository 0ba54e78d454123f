import { isRefusal, type Refusal } from '../../../server/domain/coverage/edit/refusal.ts'
import { pointInShape } from '../../../server/domain/coverage/locate-point.ts'
import type { Place } from '../../../server/domain/coverage/edit/operation.ts'
import { areaAt } from '../geometry/area-at.ts'
import { cuttingLine } from '../build/line-ends.ts'
import { reshapeOperations } from '../build/reshape-operations.ts'
import { cutArea, splitOperation } from '../build/split-operation.ts'
import { transferPieces } from '../build/transfer-pieces.ts'
import { borderPath } from '../geometry/border-path.ts'
import type { Snap } from '../geometry/snap.ts'
import type { SketchFault } from './sketch.svelte.ts'
import type { Workbench } from './workbench.svelte.ts'

/** Parents that new areas may have: those with codes to give, that have areas below them. */
export function possibleParents(bench: Workbench): string[] {
  return Object.keys(bench.edit.ground.freeCodes).filter(
    (code) => bench.edit.coverage.area(code)?.rings.length === 0,
  )
}

/** The line is at its end: what the tool makes of it. Where that cannot be, the line stays and `fault` says why. */
export function finishSketch(bench: Workbench): void {
  const { sketch, tool } = bench
  const fault = FINISH[tool]?.(bench) ?? null
  if (fault) sketch.fault = fault
}

const FINISH: Partial<Record<Workbench['tool'], (bench: Workbench) => SketchFault | null>> = {
  split(bench) {
    const { sketch, edit } = bench
    if (sketch.points.length < 2) return 'tooShort'
    const area = cutArea(edit.coverage, sketch.points, bench.selected)
    if (!area || !edit.isLive(area.code)) return 'noArea'
    const code = bench.code.trim() || edit.freeCode(area.parent ?? '')
    if (!code) return 'noCode'
    if (bench.do(splitOperation(area.code, sketch.points, code))) bench.mark([area.code, code])
    return null
  },
  reshape(bench) {
    const { sketch, edit } = bench
    if (sketch.points.length < 2) return 'tooShort'
    const [first, ...others] = reshapeOperations(edit.coverage, sketch.points)
    if (!first) return 'noBorder'
    bench.do(first, ...others)
    return null
  },
  draw(bench) {
    const { sketch, edit } = bench
    const ring = sketch.isRing ? sketch.line.slice(0, -1) : sketch.line
    if (ring.length < 3) return 'ringTooShort'
    const parent = bench.parent || possibleParents(bench)[0] || ''
    const code = bench.code.trim() || edit.freeCode(parent)
    if (!code) return 'noCode'
    if (bench.do({ kind: 'draw', ring, code, parent })) bench.mark([code])
    return null
  },
  transfer(bench) {
    const { sketch, edit } = bench
    const [only] = bench.selected
    const isDetached = sketch.points.length === 0 && bench.selected.size === 1
    if (!isDetached && sketch.points.length < 2) return 'tooShort'
    const area = isDetached
      ? edit.coverage.area(only!)
      : cutArea(edit.coverage, sketch.points, bench.selected)
    if (!area || !edit.isLive(area.code)) return 'noArea'
    const line = cuttingLine(sketch.points)
    const pieces = transferPieces(edit.coverage, area.code, line)
    if (isRefusal(pieces)) refuse(bench, pieces, area.code, line)
    else if (pieces.length < 2)
      refuse(bench, { refused: 'line-does-not-cut', codes: [area.code], place: null }, area.code, line)
    else {
      sketch.cutting = { from: area.code, line, pieces, piece: 0 }
      bench.select([area.code])
    }
    return null
  },
  measure({ sketch }) {
    sketch.ended = true
    return null
  },
}

function refuse(bench: Workbench, refusal: Refusal, from: string, line: Place[]): void {
  const at = line[0] ?? [0, 0]
  bench.edit.refused = { refusal, operation: { kind: 'transfer', from, to: from, line, at } }
  bench.happened = { kind: 'refused', refusal }
}

/** A click while a piece waits: on another piece it is that one, on a neighbour that one gets it. */
export function clickWhileCutting(bench: Workbench, place: Place): void {
  const { cutting } = bench.sketch
  if (!cutting) return
  const piece = cutting.pieces.findIndex(({ shape }) => pointInShape(...place, shape))
  if (piece >= 0) {
    bench.sketch.cutting = { ...cutting, piece }
    return
  }
  const taker = areaAt(bench.edit.coverage, place)?.code
  if (taker !== undefined) transferTo(bench, taker)
}

/** The piece that was cut off goes to a neighbour. */
export function transferTo(bench: Workbench, to: string): void {
  const { cutting } = bench.sketch
  if (!cutting || cutting.piece === null) return
  const { from, line, pieces, piece } = cutting
  if (bench.do({ kind: 'transfer', from, to, line, at: pieces[piece]!.at })) bench.mark([from, to])
}

/** A point more for the line; a ring that comes back to its start is at its end. */
export function addPoint(bench: Workbench, snap: Snap): void {
  const { sketch } = bench
  if (!sketch.add(snap)) return
  bench.edit.refused = null
  bench.happened = { kind: 'point', place: snap.place }
  if (sketch.isRing && (bench.tool === 'measure' || bench.tool === 'draw')) finishSketch(bench)
}

/** The last piece of the line runs along the borders between its two ends; gives whether it does. */
export function followBorder(bench: Workbench): boolean {
  const [from, to] = bench.sketch.line.slice(-2)
  const path = from && to ? borderPath(bench.index, from, to) : null
  if (!path || path.length === 0) return false
  bench.sketch.replaceLast(path)
  bench.happened = { kind: 'point', place: path.at(-1)! }
  return true
}

/** Whether the last piece of the line joins two vertices, so that it can follow the borders between them. */
export function canFollowBorder({ sketch, edit }: Workbench): boolean {
  const ends = sketch.line.slice(-2)
  return ends.length === 2 && !sketch.ended && ends.every((place) => edit.coverage.vertexAt(place) !== null)
}
