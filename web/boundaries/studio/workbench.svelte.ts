import type { DraftArea } from '../../../server/contract.ts'
import { edgeOwners } from '../../../server/domain/coverage/edit/edge-owners.ts'
import { OUTSIDE, type Operation, type Place } from '../../../server/domain/coverage/edit/operation.ts'
import type { Refusal } from '../../../server/domain/coverage/edit/refusal.ts'
import { areaAt } from '../geometry/area-at.ts'
import { BorderIndex } from '../geometry/border-index.ts'
import type { Snap } from '../geometry/snap.ts'
import { EditState } from './edit-state.svelte.ts'
import { ImpactState } from './impact-state.svelte.ts'
import { Sketch } from './sketch.svelte.ts'
import { MODES, type ToolName } from './tool-name.ts'
import { VertexHand } from './vertex-hand.svelte.ts'

/** What has just happened, for the line that is read aloud. */
export type Happening =
  | { kind: 'did'; operation: Operation['kind'] }
  | { kind: 'refused'; refusal: Refusal }
  | { kind: 'undone' | 'redone'; worked: boolean }
  | { kind: 'selected' }
  | { kind: 'picked' | 'moved'; place: Place }
  | { kind: 'putDown' | 'putBack' }
  | { kind: 'point'; place: Place }

/** Where the pointer is on the map: pixels, and what it was drawn to. */
export type Pointer = { x: number; y: number; snap: Snap }

/** The areas of a draft with the tools that change them, and what is selected. */
export class Workbench {
  readonly edit: EditState
  readonly hand: VertexHand
  readonly sketch = new Sketch()
  readonly impact: ImpactState
  tool = $state<ToolName>('select')
  selected = $state.raw<ReadonlySet<string>>(new Set())
  hovered = $state<string | null>(null)
  pointer = $state.raw<Pointer | null>(null)
  happened = $state.raw<Happening | null>(null)
  /** Code and parent for the next new area; empty: the first free code of the parent. */
  code = $state('')
  parent = $state('')
  /** The boundaries before the draft show instead, as long as a key or a button is held. */
  showsBase = $state(false)
  readonly mode = $derived(MODES[this.tool])
  readonly known: ReadonlyMap<string, DraftArea>
  #index: { steps: number; borders: BorderIndex } | null = null

  constructor(edit: EditState) {
    this.edit = edit
    this.hand = new VertexHand(edit)
    this.impact = new ImpactState(edit)
    this.known = new Map(edit.ground.areas.map((area) => [area.code, area]))
  }

  /** The vertices of the work as it is done; what is only tried out is not in it. */
  get index(): BorderIndex {
    const { steps, coverage } = this.edit
    if (this.#index?.steps !== steps) this.#index = { steps, borders: new BorderIndex(coverage) }
    return this.#index!.borders
  }

  /** Whether a vertex may come into an edge: the areas on both sides get it. */
  mayPutOn([a, b]: [Place, Place]): boolean {
    const { coverage } = this.edit
    const [from, to] = [coverage.vertexAt(a), coverage.vertexAt(b)]
    if (from === null || to === null) return false
    // The outer boundary may get vertices, whoever may move it.
    return edgeOwners(coverage, from, to).every((code) => code === OUTSIDE || this.edit.isLive(code))
  }

  /** Whether an area that may be changed has a vertex there. */
  isLiveVertex(place: Place): boolean {
    const { coverage } = this.edit
    const vertex = coverage.vertexAt(place)
    return vertex !== null && coverage.codesAt(vertex).some((code) => this.edit.isLive(code))
  }

  choose(tool: ToolName): void {
    this.cancel()
    this.tool = tool
  }

  select(codes: Iterable<string>): void {
    this.mark(codes)
    this.happened = { kind: 'selected' }
  }

  /** Selects what an operation has made: what happened is the operation. */
  mark(codes: Iterable<string>): void {
    this.selected = new Set([...codes].filter((code) => this.edit.isLive(code)))
    this.hand.picked = []
  }

  /** The area at a place is selected, with `adds` beside those that are, or no longer. */
  selectAt(place: Place, adds: boolean): void {
    const code = areaAt(this.edit.coverage, place)?.code ?? null
    if (!adds) return this.select(code === null ? [] : [code])
    if (code === null) return
    const rest = [...this.selected].filter((other) => other !== code)
    this.select(rest.length < this.selected.size ? rest : [...rest, code])
  }

  /** Does an operation and says so; gives whether it was done. */
  do(...operations: [Operation, ...Operation[]]): boolean {
    const refusal = operations.length > 1 ? this.edit.doFirst(operations) : this.edit.do(operations[0])
    this.happened = refusal ? { kind: 'refused', refusal } : { kind: 'did', operation: operations[0].kind }
    if (refusal) return false
    this.sketch.clear()
    this.hand.picked = []
    this.code = ''
    this.#forgetGone()
    return true
  }

  /** The picked vertex goes where somebody clicked. */
  placePicked(snap: Snap, free: Place): void {
    const operation = this.hand.placeAt(snap, free)
    const { refused } = this.edit
    if (operation) this.happened = { kind: 'did', operation: operation.kind }
    else if (refused) this.happened = { kind: 'refused', refusal: refused.refusal }
  }

  /** What is held is put down, and said. */
  putDown(): void {
    const operation = this.hand.putDown()
    const { refused } = this.edit
    if (operation) this.happened = { kind: 'did', operation: operation.kind }
    else this.happened = refused ? { kind: 'refused', refusal: refused.refusal } : { kind: 'putDown' }
  }

  /** The households of an area as it is now, as the panel has them; null where they are not known. */
  householdsOf(code: string): number | null {
    const changed = this.impact.value.areas.find((area) => area.code === code)
    return changed ? (changed.after?.households ?? null) : (this.known.get(code)?.households ?? null)
  }

  removePicked(): void {
    const vertices = [...this.hand.picked]
    if (vertices.length > 0) this.do({ kind: 'remove', vertices })
  }

  undo(): void {
    this.cancel()
    this.happened = { kind: 'undone', worked: this.edit.undo() }
    this.#forgetGone()
  }

  redo(): void {
    this.cancel()
    this.happened = { kind: 'redone', worked: this.edit.redo() }
    this.#forgetGone()
  }

  /** Gives up what is in the hand or half drawn; gives whether there was anything. */
  cancel(): boolean {
    const wasHeld = this.hand.held !== null
    this.hand.putBack()
    const wasPlacing = this.hand.placing
    this.hand.placing = false
    const wasDrawn = this.sketch.clear()
    const wasTried = this.edit.trial !== null || this.edit.refused !== null
    if (wasTried) this.edit.cancelTrial()
    return wasHeld || wasDrawn || wasTried || wasPlacing
  }

  #forgetGone(): void {
    const there = [...this.selected].filter((code) => this.edit.coverage.area(code) !== null)
    if (there.length < this.selected.size) this.selected = new Set(there)
  }
}
