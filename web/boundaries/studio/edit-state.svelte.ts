import type { DraftGround } from '../../../server/contract.ts'
import { applyOperation, type Rights } from '../../../server/domain/coverage/edit/apply-operation.ts'
import { Coverage, type Change, type Member } from '../../../server/domain/coverage/edit/coverage.ts'
import { History } from '../../../server/domain/coverage/edit/history.ts'
import { OUTSIDE, type Operation } from '../../../server/domain/coverage/edit/operation.ts'
import { isRefusal, type Refusal } from '../../../server/domain/coverage/edit/refusal.ts'
import type { Work } from '../keep/patch.ts'

/** An operation that was not done, and why. */
export type Refused = { refusal: Refusal; operation: Operation }

/** The areas of a draft as the work on them has made them, and as they were. */
export class EditState {
  /** Grows whenever the coverage changes, which is not reactive itself; while something is tried out too. */
  version = $state(0)
  /** Grows with every operation that is done or undone, not with what is tried out. */
  steps = $state(0)
  done = $state(0)
  total = $state(0)
  /** What was tried last and cannot be; the coverage has the last state that can. */
  refused = $state.raw<Refused | null>(null)
  /** The areas before the draft's first operation. */
  readonly base: Coverage
  readonly live: ReadonlySet<string>
  readonly ground: DraftGround
  readonly #history: History
  readonly #rights: Rights
  #trial: { operation: Operation; change: Change } | null = null
  #onWork: (work: Work) => void = () => {}

  constructor(ground: DraftGround) {
    this.ground = ground
    this.live = new Set(ground.live)
    this.base = Coverage.of(
      ground.areas.map(({ code, level, parent, shape }): Member => ({ code, level, parent, shape })),
    )
    this.#rights = { outer: ground.outer, mayChange: (code) => this.isLive(code) }
    this.#history = new History(this.base.fork(), this.#rights)
  }

  get coverage(): Coverage {
    return this.#history.coverage
  }

  get work(): Work {
    return { operations: this.#history.operations, done: this.#history.done }
  }

  /** Codes of the areas that differ from the base, by the operations done; without the land outside. */
  get touched(): string[] {
    const codes = new Set([...this.#history.touched, ...(this.#trial?.change.keys() ?? [])])
    codes.delete(OUTSIDE)
    return [...codes].filter((code) => this.base.area(code) !== this.coverage.area(code)).sort()
  }

  /** Whether an area may be changed: those of the draft, and new ones. */
  isLive(code: string): boolean {
    return this.live.has(code) || (code !== OUTSIDE && this.base.area(code) === null)
  }

  /** Called with the work after every operation, undone ones too. */
  onWork(listener: (work: Work) => void): void {
    this.#onWork = listener
  }

  /** Plays work that was kept; resolves to the refusal of the first operation that cannot be done any more. */
  play({ operations, done }: Work): Refused | null {
    for (const operation of operations) {
      const change = this.#history.do(operation)
      if (isRefusal(change)) return this.#stopAt({ refusal: change, operation })
    }
    while (this.#history.done > done) this.#history.undo()
    this.#changed()
    return null
  }

  #stopAt(refused: Refused): Refused {
    this.#changed()
    return refused
  }

  /** Does an operation; gives why it cannot be done, or null. */
  do(operation: Operation): Refusal | null {
    this.#endTrial()
    const change = this.#history.do(operation)
    this.refused = isRefusal(change) ? { refusal: change, operation } : null
    this.#changed()
    if (isRefusal(change)) return change
    this.#onWork(this.work)
    return null
  }

  /** Does the first of some operations that can be done; else gives the refusal of the first. */
  doFirst(operations: readonly Operation[]): Refusal | null {
    const feasible = operations.find((operation) => {
      const change = applyOperation(this.coverage, operation, this.#rights)
      if (isRefusal(change)) return false
      this.coverage.revert(change)
      return true
    })
    const operation = feasible ?? operations[0]
    return operation ? this.do(operation) : null
  }

  /**
   * Shows what an operation would do: the first of those given that can be done. When none can, the last is noted as
   * refused, and what could be before stays on show. Gives the one that is shown now, if it is one of them.
   */
  tryOut(...operations: [Operation, ...Operation[]]): Operation | null {
    const earlier = this.#trial
    this.#endTrial()
    let refusal: Refusal | null = null
    for (const operation of operations) {
      const change = applyOperation(this.coverage, operation, this.#rights)
      if (!isRefusal(change)) {
        this.#trial = { operation, change }
        break
      }
      refusal = change
    }
    // Where it is now is where it began: nothing is wrong.
    const isStill = refusal?.refused === 'nothing-to-do'
    const isRefused = this.#trial === null && refusal !== null && !isStill
    if (isRefused && earlier) {
      this.coverage.apply(earlier.change)
      this.#trial = earlier
    }
    this.refused = isRefused ? { refusal: refusal!, operation: operations.at(-1)! } : null
    this.version += 1
    return isRefused ? null : this.trial
  }

  /** What is on show becomes an operation that is done; null when there is none on show: then what was refused stays. */
  settleTrial(): Operation | null {
    const operation = this.#trial?.operation ?? null
    this.#endTrial()
    if (!operation) {
      this.#changed()
      return null
    }
    this.do(operation)
    this.refused = null
    return operation
  }

  cancelTrial(): void {
    this.#endTrial()
    this.refused = null
    this.version += 1
  }

  /** The operation that is on show, or null. */
  get trial(): Operation | null {
    return this.#trial?.operation ?? null
  }

  undo(): boolean {
    return this.#step(() => this.#history.undo())
  }

  redo(): boolean {
    return this.#step(() => this.#history.redo())
  }

  /** A code for a new area below a parent, or null when none is left. */
  freeCode(parent: string): string | null {
    return (this.ground.freeCodes[parent] ?? []).find((code) => this.coverage.area(code) === null) ?? null
  }

  #step(step: () => Change | null): boolean {
    this.#endTrial()
    const isDone = step() !== null
    this.refused = null
    this.#changed()
    if (isDone) this.#onWork(this.work)
    return isDone
  }

  #endTrial(): void {
    if (this.#trial) this.coverage.revert(this.#trial.change)
    this.#trial = null
  }

  #changed(): void {
    this.done = this.#history.done
    this.total = this.#history.operations.length
    this.steps += 1
    this.version += 1
  }
}
