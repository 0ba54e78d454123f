import { expect, test } from 'vitest'
import { applyOperation } from '../../../../server/domain/coverage/edit/apply-operation.ts'
import { Coverage } from '../../../../server/domain/coverage/edit/coverage.ts'
import { isRefusal } from '../../../../server/domain/coverage/edit/refusal.ts'
import { validateCoverage } from '../../../../server/domain/coverage/edit/validate-coverage.ts'
import { transferPieces } from '../../../../web/boundaries/build/transfer-pieces.ts'
import { at, box, members, transfer } from './small-coverage.ts'

/** The small coverage with an island of A off its coast. */
function withIsland(): Coverage {
  return Coverage.of(
    members.map((member) =>
      member.code === 'A' ? { ...member, shape: [box(0, 0, 100), box(-50, 120, 20)] } : member,
    ),
  )
}

test('an island goes to an area that it does not touch, for it touches none', () => {
  const coverage = withIsland()
  expect(isRefusal(applyOperation(coverage, transfer('A', 'B', [], [-40, 130])))).toBe(false)
  expect(at(coverage, 'A')).toEqual([box(0, 0, 100)])
  expect(coverage.area('B')!.rings).toHaveLength(2)
  expect(validateCoverage(coverage)).toEqual([])
})

test('anybody may get an island, the nearest first', () => {
  const pieces = transferPieces(withIsland(), 'A', [])
  if (isRefusal(pieces)) throw new Error(pieces.refused)
  expect(pieces.map(({ takers }) => takers[0])).toEqual(['B', 'B'])
  expect(pieces[0]!.takers).toEqual(['B', 'E', 'I'])
})

test('a line offers what it cut off, and no island that it never passed', () => {
  const pieces = transferPieces(withIsland(), 'A', [
    [-9, 50],
    [109, 50],
  ])
  if (isRefusal(pieces)) throw new Error(pieces.refused)
  expect(pieces).toHaveLength(2)
  expect(pieces.some(({ at: [x] }) => x < 0)).toBe(false)
})
