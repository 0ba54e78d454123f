import { ALL_RIGHTS, applyOperation, type Rights } from './apply-operation.ts'
import type { Change, Coverage } from './coverage.ts'
import type { Operation } from './operation.ts'
import { isRefusal, type Refusal } from './refusal.ts'

type Step = { operation: Operation; change: Change }

/** What was done to a coverage, so that it can be undone and done again without limit. */
export class History {
  readonly coverage: Coverage
  readonly #rights: Rights
  readonly #steps: Step[] = []
  #done = 0

  constructor(coverage: Coverage, rights: Rights = ALL_RIGHTS) {
    this.coverage = coverage
    this.#rights = rights
  }

  /** All operations, those that were undone among them, at the end. */
  get operations(): Operation[] {
    return this.#steps.map(({ operation }) => operation)
  }

  /** How many of the operations are done now. */
  get done(): number {
    return this.#done
  }

  /** Codes of all areas that the operations done now have changed, `''` for the land outside. */
  get touched(): Set<string> {
    return new Set(this.#steps.slice(0, this.#done).flatMap(({ change }) => [...change.keys()]))
  }

  /** Does an operation; those that were undone before it are forgotten. A refused one changes nothing. */
  do(operation: Operation): Change | Refusal {
    const change = applyOperation(this.coverage, operation, this.#rights)
    if (isRefusal(change)) return change
    this.#steps.length = this.#done
    this.#steps.push({ operation, change })
    this.#done += 1
    return change
  }

  /** Takes the last operation back; null when there is none. */
  undo(): Change | null {
    const step = this.#steps[this.#done - 1]
    if (!step) return null
    this.coverage.revert(step.change)
    this.#done -= 1
    return step.change
  }

  /** Does again what was undone last; null when there is nothing. */
  redo(): Change | null {
    const step = this.#steps[this.#done]
    if (!step) return null
    this.coverage.apply(step.change)
    this.#done += 1
    return step.change
  }
}
