import { ALL_RIGHTS, applyOperation, type Rights } from './apply-operation.ts'
import type { Coverage } from './coverage.ts'
import type { Operation } from './operation.ts'
import { isRefusal, type Refusal } from './refusal.ts'

/** `touched`: codes of the areas that the operations changed, in any of their steps; `''` for the land outside. */
export type Replayed = { touched: Set<string> }

/**
 * Plays a list of operations on a coverage. When one is refused, `at` is its place in the list, and the coverage is as it
 * was before all of them.
 */
export function replay(
  coverage: Coverage,
  operations: readonly Operation[],
  rights: Rights = ALL_RIGHTS,
): Replayed | (Refusal & { at: number }) {
  const touched = new Set<string>()
  const done = []
  for (const [at, operation] of operations.entries()) {
    const change = applyOperation(coverage, operation, rights)
    if (isRefusal(change)) {
      for (const earlier of done.toReversed()) coverage.revert(earlier)
      return { ...change, at }
    }
    done.push(change)
    for (const code of change.keys()) touched.add(code)
  }
  return { touched }
}
