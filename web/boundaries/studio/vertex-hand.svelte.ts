import type { Operation, Place } from '../../../server/domain/coverage/edit/operation.ts'
import type { Snap } from '../geometry/snap.ts'
import type { EditState } from './edit-state.svelte.ts'

/** A vertex in the hand: of a pointer that drags it, or picked up by a key. */
export type Held = {
  /** Where it was taken from; of a new one, the middle of its edge. */
  from: Place
  /** The edge that a new one enters; null for one that is there. */
  edge: [Place, Place] | null
  /** Where it is wanted now. */
  at: Place
  by: 'pointer' | 'key'
}

/** Picks vertices up, moves them and puts them down: the borders that run over them follow. */
export class VertexHand {
  held = $state.raw<Held | null>(null)
  /** Vertices that were picked by a click, to be taken out. */
  picked = $state.raw<readonly Place[]>([])
  /** The next click on the map is where the picked one goes. */
  placing = $state(false)
  readonly #edit: EditState

  constructor(edit: EditState) {
    this.#edit = edit
  }

  pickUp(from: Place, edge: [Place, Place] | null, by: Held['by']): void {
    this.#edit.cancelTrial()
    this.held = { from, edge, at: from, by }
  }

  /**
   * Tries the vertex at what it was drawn to, a vertex or an edge with which it may become one; where that cannot be, at the
   * place itself (`free`).
   */
  moveTo(snap: Snap, free: Place = snap.place): void {
    if (!this.held) return
    const held = { ...this.held, at: snap.place }
    const loose = { ...this.held, at: free }
    const [drawn, plain] = [operationOf(held), operationOf(loose)]
    const joined: Operation =
      snap.kind === 'edge'
        ? {
            kind: 'group',
            operations: [{ kind: 'insert', edge: snap.edge, at: snap.place }, ...partsOf(drawn)],
          }
        : drawn
    this.held = this.#edit.tryOut(joined, plain) === joined ? held : loose
  }

  /** What is on show is done; gives the operation, or null when there was none. */
  putDown(): Operation | null {
    if (!this.held) return null
    this.held = null
    this.picked = []
    return this.#edit.settleTrial()
  }

  putBack(): void {
    if (!this.held) return
    this.held = null
    this.#edit.cancelTrial()
  }

  /** The picked vertex goes to a place without being dragged; gives the operation, or null where that cannot be. */
  placeAt(snap: Snap, free: Place): Operation | null {
    const [from] = this.picked
    this.placing = false
    if (!from) return null
    this.pickUp(from, null, 'key')
    this.moveTo(snap, free)
    if (this.#edit.trial) return this.putDown()
    this.held = null
    return null
  }

  /** Picks a vertex for what comes next, or no longer. */
  toggle(place: Place, adds: boolean): void {
    const isSame = (other: Place): boolean => other[0] === place[0] && other[1] === place[1]
    this.placing = false
    const others = this.picked.filter((other) => !isSame(other))
    if (others.length < this.picked.length) this.picked = adds ? others : []
    else this.picked = adds ? [...others, place] : [place]
  }
}

/** What putting it down means: a move, for a new vertex an insertion with it. */
function operationOf({ from, edge, at }: Held): Operation {
  const move: Operation = { kind: 'move', moves: [{ from, to: at }] }
  if (edge === null) return move
  const insert: Operation = { kind: 'insert', edge, at: from }
  const isStill = from[0] === at[0] && from[1] === at[1]
  return isStill ? insert : { kind: 'group', operations: [insert, move] }
}

function partsOf(operation: Operation): Operation[] {
  return operation.kind === 'group' ? operation.operations : [operation]
}
