import { expect, test } from 'vitest'
import { applyOperation } from '../../../server/domain/coverage/edit/apply-operation.ts'
import type { Operation, Place } from '../../../server/domain/coverage/edit/operation.ts'
import { isRefusal } from '../../../server/domain/coverage/edit/refusal.ts'
import { movedOutline } from '../../../web/boundaries/geometry/moved-outline.ts'
import { place, squares } from './square-members.ts'

function after(operation: Operation) {
  const base = squares()
  const now = base.fork()
  const change = applyOperation(now, operation, { outer: true, mayChange: () => true })
  expect(isRefusal(change)).toBe(false)
  return movedOutline(base, now)
}
const move = (from: Place, to: Place): Operation => ({ kind: 'move', moves: [{ from, to }] })

test('a coast that is drawn on shows anew, and the old one no longer', () => {
  const kinds = (to: Place) => after(move(place(0, 1), to)).map(({ kind }) => kind)
  expect(kinds(place(-0.4, 1))).toEqual(['inside', 'inside', 'new', 'new'])
  expect(kinds(place(0.4, 1))).toEqual(['outside', 'outside', 'new', 'new'])
})

test('a border inside moves no outline', () => {
  expect(after(move(place(1, 1), place(1.2, 1.1)))).toEqual([])
})
