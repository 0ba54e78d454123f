import type { Place } from '../../../server/domain/coverage/edit/operation.ts'
import { movedByMetres } from '../geometry/measure.ts'
import { addPoint } from '../studio/finish-sketch.ts'
import type { Workbench } from '../studio/workbench.svelte.ts'

export type ListedVertex = { place: Place; isJunction: boolean; next: Place }

const PAGE = 10
const STEPS: Record<string, readonly [east: number, north: number]> = {
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
}

/** The vertices of one area, walked along, picked up and moved by keys. */
export class VertexList {
  active = $state(0)
  readonly #bench: Workbench
  readonly #code: () => string | null

  constructor(bench: Workbench, code: () => string | null) {
    this.#bench = bench
    this.#code = code
  }

  readonly vertices: ListedVertex[] = $derived.by(() => {
    void this.#bench.edit.steps
    const { coverage } = this.#bench.edit
    const code = this.#code()
    const area = code === null ? null : coverage.area(code)
    if (!area) return []
    return area.rings.flat().flatMap((ring) =>
      [...ring].map((vertex, i): ListedVertex => {
        const place = coverage.placeOf(vertex)
        const next = coverage.placeOf(ring[(i + 1) % ring.length]!)
        return { place, isJunction: this.#bench.index.isJunction(place), next }
      }),
    )
  })

  /** The place of the active one, in the hand or not. */
  readonly current: ListedVertex | null = $derived(
    this.vertices[Math.min(this.active, this.vertices.length - 1)] ?? null,
  )

  /** What a key does; gives whether it did something. */
  press(event: KeyboardEvent, mayEdit: boolean): boolean {
    if (event.ctrlKey || event.metaKey) return false
    const { hand, mode } = this.#bench
    if (hand.held?.by === 'key') return this.#pressHeld(event)
    const step: Record<string, number> = {
      ArrowDown: 1,
      ArrowUp: -1,
      ArrowRight: 1,
      ArrowLeft: -1,
      PageDown: PAGE,
      PageUp: -PAGE,
      Home: -Infinity,
      End: Infinity,
    }
    const by = step[event.key]
    if (by !== undefined) {
      this.active = Math.min(this.vertices.length - 1, Math.max(0, this.active + by))
      return true
    }
    const { current } = this
    if (current === null || !mayEdit) return false
    if (event.key === 'Enter' || event.key === ' ') {
      if (mode === 'points') addPoint(this.#bench, { kind: 'vertex', place: current.place })
      else this.#pickUp(current.place, null)
      return true
    }
    if (event.key === 'Insert') this.#pickUp(middleOf(current), [current.place, current.next])
    else if (event.key === 'Delete') this.#bench.do({ kind: 'remove', vertices: [current.place] })
    else return false
    return true
  }

  /** The active vertex goes to a place that was typed. */
  moveTo(place: Place): void {
    if (this.current) this.#bench.do({ kind: 'move', moves: [{ from: this.current.place, to: place }] })
  }

  #pickUp(place: Place, edge: [Place, Place] | null): void {
    this.#bench.choose('vertex')
    this.#bench.hand.pickUp(place, edge, 'key')
    if (edge) this.#bench.hand.moveTo({ kind: 'none', place })
    this.#bench.happened = { kind: 'picked', place }
  }

  #pressHeld(event: KeyboardEvent): boolean {
    const { hand } = this.#bench
    const step = STEPS[event.key]
    if (step) {
      const place = nudged(hand.held!.at, step, event)
      hand.moveTo({ kind: 'none', place })
      this.#bench.happened = { kind: 'moved', place }
    } else if (event.key === 'Enter' || event.key === ' ') this.#bench.putDown()
    else if (event.key === 'Escape') {
      hand.putBack()
      this.#bench.happened = { kind: 'putBack' }
    } else return false
    return true
  }
}

/** One metre further; ten with Shift; with Alt by the smallest unit. */
function nudged(
  [x, y]: Place,
  [east, north]: readonly [number, number],
  { shiftKey, altKey }: KeyboardEvent,
): Place {
  if (altKey) return [x + east, y + north]
  const metres = shiftKey ? 10 : 1
  return movedByMetres([x, y], east * metres, north * metres)
}

function middleOf({ place, next }: ListedVertex): Place {
  return [Math.round((place[0] + next[0]) / 2), Math.round((place[1] + next[1]) / 2)]
}
