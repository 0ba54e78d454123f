import fc from 'fast-check'
import { expect } from 'vitest'
import { Coverage, type Member } from '../../../../server/domain/coverage/edit/coverage.ts'
import { History } from '../../../../server/domain/coverage/edit/history.ts'
import { OUTSIDE, type OperationKind } from '../../../../server/domain/coverage/edit/operation.ts'
import { isRefusal } from '../../../../server/domain/coverage/edit/refusal.ts'
import { replay } from '../../../../server/domain/coverage/edit/replay.ts'
import { areaShapes } from '../../../../server/domain/coverage/edit/level-shapes.ts'
import { validateCoverage } from '../../../../server/domain/coverage/edit/validate-coverage.ts'
import { shapeFaults } from '../../../../server/domain/coverage/shape-faults.ts'
import { finish } from '../../../../server/domain/steps.ts'
import { dice, operationOf, type Dice } from './random-operation.ts'
import { randomMembers } from './random-members.ts'
import { doubledAreas, snapshot } from './snapshot.ts'

/** A coverage, and what shall be done to it. */
export type Sequence = { members: Member[]; rolls: Dice[] }

export const sequences: fc.Arbitrary<Sequence> = fc.record({
  members: randomMembers,
  rolls: fc.array(dice, { minLength: 1, maxLength: 12 }),
})

/**
 * Does a sequence and expects after every operation an exact coverage of the same area, nothing changed by what was
 * refused, undo and redo that lead back and forth, and at the end that playing it again gives the same. Gives the kinds
 * that were done.
 */
export function expectExact({ members, rolls }: Sequence): OperationKind[] {
  const history = new History(Coverage.of(members))
  const { coverage } = history
  expect(validateCoverage(coverage)).toEqual([])
  let before = snapshot(coverage)
  for (const roll of rolls) {
    const outline = doubledAreas(coverage).get(OUTSIDE)
    const change = history.do(operationOf(coverage, roll))
    if (isRefusal(change)) {
      expect(snapshot(coverage)).toEqual(before)
      continue
    }
    expect(validateCoverage(coverage)).toEqual([])
    expectValidAbove(coverage)
    const areas = doubledAreas(coverage)
    const total = [...areas].reduce((sum, [code, area]) => (code === OUTSIDE ? sum : sum + area), 0)
    expect(total).toBe(areas.get(OUTSIDE))
    if (!change.has(OUTSIDE)) expect(total).toBe(outline)
    const after = snapshot(coverage)
    history.undo()
    expect(snapshot(coverage)).toEqual(before)
    history.redo()
    expect(snapshot(coverage)).toEqual(after)
    before = after
  }
  const again = Coverage.of(members)
  expect(isRefusal(replay(again, history.operations))).toBe(false)
  expect(snapshot(again)).toEqual(snapshot(coverage))
  return history.operations.map(({ kind }) => kind)
}

/** The areas above are valid as well, which validateCoverage takes as proved. */
function expectValidAbove(coverage: Coverage): void {
  const above = [...coverage.areas()].filter(({ rings }) => rings.length === 0).map(({ code }) => code)
  for (const { code, shape } of finish(areaShapes(coverage, new Set(above))))
    expect(shapeFaults(code, shape)).toEqual([])
}
