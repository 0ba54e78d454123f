import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Coverage } from '../../../../server/domain/coverage/edit/coverage.ts'
import type { Operation, OperationKind } from '../../../../server/domain/coverage/edit/operation.ts'
import { isRefusal } from '../../../../server/domain/coverage/edit/refusal.ts'
import { replay, type Replayed } from '../../../../server/domain/coverage/edit/replay.ts'
import { validateCoverage } from '../../../../server/domain/coverage/edit/validate-coverage.ts'
import { expectExact, sequences } from './exactness.ts'
import { dice, operationOf } from './random-operation.ts'
import { randomMembers } from './random-members.ts'
import { snapshot } from './snapshot.ts'

const RUNS = 3000

test(
  'whatever is done to a coverage, it stays exact at all levels, and can be undone',
  { timeout: 240_000 },
  () => {
    const done = new Map<OperationKind, number>()
    fc.assert(
      fc.property(sequences, (sequence) => {
        for (const kind of expectExact(sequence)) done.set(kind, (done.get(kind) ?? 0) + 1)
      }),
      { numRuns: RUNS },
    )
    const kinds: OperationKind[] = ['move', 'insert', 'remove', 'reshape', 'split', 'merge', 'transfer']
    for (const kind of [...kinds, 'draw', 'simplify', 'reparent', 'group', 'found', 'replace'] as const)
      expect(done.get(kind), kind).toBeGreaterThan(20)
  },
)

/** What an operation touches and hangs on: who goes to the village next door needs one of its areas to be there. */
function reach(base: Coverage, operation: Operation, { touched }: Replayed): Set<string> {
  const parents = joined(operation)
  const hosts = [...base.leaves()].filter(({ parent }) => parent !== null && parents.includes(parent))
  return new Set([...touched, ...hosts.map(({ code }) => code)])
}

/** The parents that an operation sends areas to. */
function joined(operation: Operation): string[] {
  if (operation.kind === 'group') return operation.operations.flatMap(joined)
  return operation.kind === 'reparent' ? [operation.parent] : []
}

test('edits that touch no common area can be made in either order', { timeout: 120_000 }, () => {
  let independent = 0
  fc.assert(
    fc.property(randomMembers, dice, dice, (members, first, second) => {
      const base = Coverage.of(members)
      const [a, b] = [operationOf(base, first), operationOf(base, second)]
      const [doneA, doneB] = [replay(base.fork(), [a]), replay(base.fork(), [b])]
      if (isRefusal(doneA) || isRefusal(doneB)) return
      if ([...reach(base, a, doneA)].some((code) => doneB.touched.has(code))) return
      if ([...reach(base, b, doneB)].some((code) => doneA.touched.has(code))) return
      const [ab, ba] = [base.fork(), base.fork()]
      const outcomes = [replay(ab, [a, b]), replay(ba, [b, a])].map(isRefusal)
      expect(outcomes[0]).toBe(outcomes[1])
      if (outcomes[0]) return
      independent += 1
      expect(validateCoverage(ab)).toEqual([])
      expect(snapshot(ab)).toEqual(snapshot(ba))
    }),
    { numRuns: RUNS },
  )
  expect(independent).toBeGreaterThan(50)
})
