import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ALL_RIGHTS } from '../../../../server/domain/coverage/edit/apply-operation.ts'
import { Coverage } from '../../../../server/domain/coverage/edit/coverage.ts'
import { History } from '../../../../server/domain/coverage/edit/history.ts'
import { OUTSIDE, type OperationKind } from '../../../../server/domain/coverage/edit/operation.ts'
import { isRefusal } from '../../../../server/domain/coverage/edit/refusal.ts'
import { replay } from '../../../../server/domain/coverage/edit/replay.ts'
import { validateCoverage } from '../../../../server/domain/coverage/edit/validate-coverage.ts'
import { dice, operationOf } from './random-operation.ts'
import { randomMembers } from './random-members.ts'
import { doubledAreas, snapshot } from './snapshot.ts'

const RUNS = 3000

test(
  'whatever is done to a coverage, it stays exact at all levels, and can be undone',
  { timeout: 240_000 },
  () => {
    const done = new Map<OperationKind, number>()
    fc.assert(
      fc.property(randomMembers, fc.array(dice, { minLength: 1, maxLength: 12 }), (members, rolls) => {
        const history = new History(Coverage.of(members))
        const { coverage } = history
        expect(validateCoverage(coverage)).toEqual([])
        for (const roll of rolls) {
          const operation = operationOf(coverage, roll)
          const before = snapshot(coverage)
          const outer = doubledAreas(coverage).get(OUTSIDE)
          const change = history.do(operation)
          if (isRefusal(change)) {
            expect(snapshot(coverage)).toEqual(before)
            continue
          }
          done.set(operation.kind, (done.get(operation.kind) ?? 0) + 1)
          expect(validateCoverage(coverage)).toEqual([])
          const areas = doubledAreas(coverage)
          const total = [...areas].reduce((sum, [code, area]) => (code === OUTSIDE ? sum : sum + area), 0)
          expect(total).toBe(areas.get(OUTSIDE))
          if (!change.has(OUTSIDE)) expect(total).toBe(outer)
          const after = snapshot(coverage)
          history.undo()
          expect(snapshot(coverage)).toEqual(before)
          history.redo()
          expect(snapshot(coverage)).toEqual(after)
        }
        const again = Coverage.of(members)
        expect(isRefusal(replay(again, history.operations, ALL_RIGHTS))).toBe(false)
        expect(snapshot(again)).toEqual(snapshot(coverage))
      }),
      { numRuns: RUNS },
    )
    const kinds: OperationKind[] = ['move', 'insert', 'remove', 'reshape', 'split', 'merge', 'transfer']
    for (const kind of [...kinds, 'draw', 'simplify', 'reparent', 'group'] as const)
      expect(done.get(kind), kind).toBeGreaterThan(20)
    console.log(Object.fromEntries(done))
  },
)
