import { CLOSED_CODE, EMERGENCY, isOpen, STATES } from '../domain/incident-state.ts'
import { emptyFigures } from '../domain/indicators.ts'
import type { Figures } from './contract.ts'
import { KINDS, readKind } from './incident-kind.ts'

type FigureName = keyof Figures

const REJECTED_CODE = STATES.indexOf('rejected')
const ALL_KINDS = Array.from({ length: KINDS }, (_, kind) => kind)

/** The figures that are sums of kinds, and for every kind their places in this list. */
const NAMES: readonly FigureName[] = (Object.keys(emptyFigures()) as FigureName[]).filter(
  (name) => name !== 'overdue',
)
const places = (names: readonly FigureName[]): number[] => names.map((name) => NAMES.indexOf(name))
const OCCURRED_FIGURES = ALL_KINDS.map((kind) => places(figuresOfOccurred(kind)))
const DUE_FIGURES = ALL_KINDS.map((kind) => places(figuresOfDue(kind)))

/**
 * Counts incidents of several disjoint parts by kind; figures are sums of kinds. One addition an incident and no
 * question about it: a million go through here in one answer.
 */
export class FigureCounter {
  readonly #occurred: Uint32Array
  readonly #due: Uint32Array
  readonly #overdue: Uint32Array

  constructor(parts: number) {
    this.#occurred = new Uint32Array(parts * KINDS)
    this.#due = new Uint32Array(parts * KINDS)
    this.#overdue = new Uint32Array(parts)
  }

  /** Counts an incident that occurred in the window. */
  addOccurred(part: number, kind: number): void {
    this.#occurred[part * KINDS + kind]! += 1
  }

  /** Counts an incident that occurred in the window and whose deadline has passed while it is open. */
  addOverdue(part: number): void {
    this.#overdue[part]! += 1
  }

  /** Counts an incident whose deadline falls in the window; one that is owed nothing changes nothing. */
  addDue(part: number, kind: number): void {
    this.#due[part * KINDS + kind]! += 1
  }

  /** The figures of every part. */
  figures(): Figures[] {
    return Array.from(this.#overdue, (overdue, part) => {
      const sums = new Uint32Array(NAMES.length)
      const first = part * KINDS
      for (let kind = 0; kind < KINDS; kind += 1) {
        addTo(sums, OCCURRED_FIGURES[kind]!, this.#occurred[first + kind]!)
        addTo(sums, DUE_FIGURES[kind]!, this.#due[first + kind]!)
      }
      return toFigures(sums, overdue)
    })
  }

  /** How many occurred in each state, over all parts. */
  byState(): number[] {
    const counts = STATES.map(() => 0)
    this.#occurred.forEach((count, i) => {
      if (count > 0) counts[readKind(i % KINDS).state]! += count
    })
    return counts
  }
}

function addTo(sums: Uint32Array, places: readonly number[], count: number): void {
  if (count === 0) return
  for (const place of places) sums[place]! += count
}

function toFigures(sums: Uint32Array, overdue: number): Figures {
  const figures = { ...emptyFigures(), overdue }
  for (let i = 0; i < NAMES.length; i += 1) figures[NAMES[i]!] = sums[i]!
  return figures
}

/** The figures in which an incident of a kind counts by its occurrence. */
function figuresOfOccurred(kind: number): FigureName[] {
  const { state, priority } = readKind(kind)
  const names: FigureName[] = ['reported']
  if (isOpen(state)) names.push('open')
  if (state === CLOSED_CODE) names.push('closed')
  if (state === REJECTED_CODE) names.push('rejected')
  if (priority === EMERGENCY) names.push('emergency')
  return names
}

/** The figures in which it counts by its deadline. */
function figuresOfDue(kind: number): FigureName[] {
  const { priority, outcome } = readKind(kind)
  if (outcome === 'none') return []
  const names: FigureName[] = ['due']
  if (outcome !== 'pending') names.push('dueClosed')
  if (outcome === 'onTime') names.push('dueOnTime')
  if (priority !== EMERGENCY) return names
  names.push('emergencyDue')
  if (outcome === 'onTime') names.push('emergencyOnTime')
  return names
}
