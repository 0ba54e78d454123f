import { finish, type Steps } from '../../steps.ts'
import { ALL_RIGHTS, applyOperation, type Rights } from './apply-operation.ts'
import type { Coverage } from './coverage.ts'
import type { Operation } from './operation.ts'
import { isRefusal, type Refusal } from './refusal.ts'

/** `touched`: codes of the areas that the operations changed, in any of their steps; `''` for the land outside. */
export type Replayed = { touched: Set<string> }

/** `at`: the place of the operation that was refused, in the list; the coverage is as it was before all of them. */
type NotReplayed = Refusal & { at: number }

/** Plays a list of operations on a coverage. */
export function replay(
  coverage: Coverage,
  operations: readonly Operation[],
  rights: Rights = ALL_RIGHTS,
): Replayed | NotReplayed {
  return finish(replaying(coverage, operations, rights))
}

/** The same in steps, an operation each. */
export function* replaying(
  coverage: Coverage,
  operations: readonly Operation[],
  rights: Rights,
): Steps<Replayed | NotReplayed> {
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
    yield
  }
  return { touched }
}
