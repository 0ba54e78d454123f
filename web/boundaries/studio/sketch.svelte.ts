import type { Place } from '../../../server/domain/coverage/edit/operation.ts'
import { simplifyLine } from '../../../server/domain/coverage/simplify-line.ts'
import type { Snap } from '../geometry/snap.ts'
import type { TransferPiece } from '../build/transfer-pieces.ts'

/** Why a line cannot be finished; the messages say it in words. */
export type SketchFault = 'noCode' | 'noArea' | 'noBorder' | 'tooShort' | 'ringTooShort'

/** What a line cut off, waiting for whoever shall get it. */
export type Cutting = { from: string; line: Place[]; pieces: TransferPiece[]; piece: number | null }

/** A line that is being drawn, point by point. */
export class Sketch {
  points = $state.raw<readonly Snap[]>([])
  /** Drawn to its end: what is measured stays until the next begins. */
  ended = $state(false)
  fault = $state<SketchFault | null>(null)
  cutting = $state.raw<Cutting | null>(null)

  get line(): Place[] {
    return this.points.map(({ place }) => place)
  }

  /** A point more; one on the last again is none, so a double click adds one. Gives whether it was one. */
  add(point: Snap): boolean {
    if (this.ended) this.clear()
    this.fault = null
    const last = this.points.at(-1)?.place
    if (last && last[0] === point.place[0] && last[1] === point.place[1]) return false
    this.points = [...this.points, point]
    return true
  }

  back(): boolean {
    if (this.points.length === 0) return false
    this.points = this.points.slice(0, -1)
    this.ended = false
    this.fault = null
    return true
  }

  /** Leaves out points from one on that hardly depart from the straight line; the first and the last of them stay. */
  simplifyFrom(first: number, toleranceMetres: number): void {
    const drawn = this.points.slice(first)
    if (drawn.length < 3) return
    const kept = simplifyLine(
      drawn.map(({ place }) => place),
      toleranceMetres,
    )
    this.points = [...this.points.slice(0, first), ...kept.map((i) => drawn[i]!)]
  }

  /** The last straight piece gives way to another course with the same end. */
  replaceLast(course: readonly Place[]): void {
    const added = course.map((place): Snap => ({ kind: 'vertex', place }))
    this.points = [...this.points.slice(0, -1), ...added]
  }

  /** Gives whether there was anything to clear. */
  clear(): boolean {
    const wasEmpty = this.points.length === 0 && this.cutting === null
    this.points = []
    this.ended = false
    this.fault = null
    this.cutting = null
    return !wasEmpty
  }

  /** Whether the line has come back to its first point. */
  get isRing(): boolean {
    const [first, last] = [this.points[0]?.place, this.points.at(-1)?.place]
    return this.points.length > 3 && first![0] === last![0] && first![1] === last![1]
  }
}
