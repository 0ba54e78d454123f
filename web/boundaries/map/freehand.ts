import type { Place } from '../../../server/domain/coverage/edit/operation.ts'
import { areasInside } from '../geometry/area-at.ts'
import { pixelsBetween, type Scale } from '../geometry/scale.ts'
import type { Snap } from '../geometry/snap.ts'
import { addPoint } from '../studio/finish-sketch.ts'
import type { Workbench } from '../studio/workbench.svelte.ts'

/** While a line follows the pointer, a point is set this often. */
const STEP_PIXELS = 4
/** What departs less from the straight line is left out when it is at its end. */
const TOLERANCE_PIXELS = 1.5
const METRES_PER_UNIT = 0.01113195

/** A line that follows the pointer: of a tool that draws, or around areas that shall be selected (a lasso). */
export class Freehand {
  readonly #bench: Workbench
  readonly #adds: boolean
  /** How many points the line had before. */
  readonly #before: number

  /** `adds`: what the lasso selects comes beside what is selected. */
  constructor(bench: Workbench, start: Snap, adds: boolean) {
    this.#bench = bench
    this.#adds = adds
    if (this.isLasso) bench.sketch.clear()
    this.#before = bench.sketch.points.length
    if (this.isLasso) bench.sketch.add(start)
    else addPoint(bench, start)
  }

  get isLasso(): boolean {
    return this.#bench.mode === 'areas'
  }

  moveTo(place: Place, scale: Scale): void {
    const last = this.#bench.sketch.points.at(-1)?.place
    if (last && pixelsBetween(last, place, scale) < STEP_PIXELS) return
    this.#bench.sketch.add({ kind: 'none', place })
  }

  /** The pointer is let go. */
  end(at: Snap, scale: Scale): void {
    const { sketch } = this.#bench
    if (!this.isLasso) {
      addPoint(this.#bench, at)
      sketch.simplifyFrom(this.#before, (TOLERANCE_PIXELS / scale.y) * METRES_PER_UNIT)
      return
    }
    const inside = areasInside(this.#bench.edit.coverage, sketch.line)
    sketch.clear()
    this.#bench.select(this.#adds ? [...this.#bench.selected, ...inside] : inside)
  }
}
