import type { Operation } from '../../../server/domain/coverage/edit/operation.ts'

/** The operations of a draft, and how many of them are done; those that were undone stand at the end. */
export type Work = { operations: readonly Operation[]; done: number }

export type Patch = { keep: number; append: Operation[]; done: number }

/** As many operations as one request may add. */
const MOST_APPENDED = 2000

/**
 * What tells the server how the work differs from what it has: null when it does not. Of very many new operations the first
 * ones; the next patch brings the others. Operations that are the same are the same objects.
 */
export function patchFor(known: Work, now: Work): Patch | null {
  const keep = commonLength(known.operations, now.operations)
  const append = now.operations.slice(keep, keep + MOST_APPENDED)
  const isSame = append.length === 0 && keep === known.operations.length && now.done === known.done
  return isSame ? null : { keep, append, done: Math.min(now.done, keep + append.length) }
}

/** What the server has once it has taken a patch. */
export function patched(known: Work, { keep, append, done }: Patch): Work {
  return { operations: [...known.operations.slice(0, keep), ...append], done }
}

function commonLength(a: readonly Operation[], b: readonly Operation[]): number {
  let length = 0
  while (length < a.length && length < b.length && a[length] === b[length]) length++
  return length
}

/** Operations that came by another way, with those of `known` in place of equal ones, as far as both are the same. */
export function sharedWith(known: readonly Operation[], others: readonly Operation[]): Operation[] {
  let same = true
  return others.map((operation, i) => {
    same &&= i < known.length && inOneOrder(known[i]) === inOneOrder(operation)
    return same ? known[i]! : operation
  })
}

/** A value as text that does not depend on the order of members: the server's database has one of its own. */
function inOneOrder(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  )
}
