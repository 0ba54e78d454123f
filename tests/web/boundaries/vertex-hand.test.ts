import { expect, test } from 'vitest'
import type { DraftGround } from '../../../server/contract.ts'
import { validateCoverage } from '../../../server/domain/coverage/edit/validate-coverage.ts'
import { EditState } from '../../../web/boundaries/studio/edit-state.svelte.ts'
import { VertexHand } from '../../../web/boundaries/studio/vertex-hand.svelte.ts'
import { place } from './square-members.ts'
import { squareGround } from './square-ground.ts'

const ground: DraftGround = squareGround(['A1a', 'A1b', 'A2a', 'A2b', 'B1a', 'B1b', 'B2a', 'B2b'])

function inHand() {
  const edit = new EditState(ground)
  return { edit, hand: new VertexHand(edit) }
}

test('the middle of an edge becomes a vertex where it is put down', () => {
  const { edit, hand } = inHand()
  hand.pickUp(place(0.5, 1), [place(0, 1), place(1, 1)], 'pointer')
  hand.moveTo({ kind: 'none', place: place(0.5, 1.2) })
  expect(hand.putDown()).toMatchObject({ kind: 'group', operations: [{ kind: 'insert' }, { kind: 'move' }] })
  expect(edit.coverage.vertexAt(place(0.5, 1.2))).not.toBeNull()
  expect(validateCoverage(edit.coverage)).toEqual([])
})

test('a vertex that is drawn to one with which it cannot be one stays beside it', () => {
  const { edit, hand } = inHand()
  hand.pickUp(place(1, 1), null, 'pointer')
  const beside = place(1.2, 1.1)
  hand.moveTo({ kind: 'vertex', place: place(3, 1) }, beside)
  expect(edit.refused).toBeNull()
  expect(hand.held?.at).toEqual(beside)
  expect(hand.putDown()).toMatchObject({ kind: 'move', moves: [{ to: beside }] })
  expect(validateCoverage(edit.coverage)).toEqual([])
})

test('what is put back leaves everything as it was', () => {
  const { edit, hand } = inHand()
  hand.pickUp(place(1, 1), null, 'key')
  hand.moveTo({ kind: 'none', place: place(1.3, 1.3) })
  expect(edit.touched.length).toBeGreaterThan(0)
  hand.putBack()
  expect(edit.touched).toEqual([])
  expect(edit.work.operations).toEqual([])
})

test('a picked vertex goes where one clicks', () => {
  const { edit, hand } = inHand()
  hand.toggle(place(1, 1), false)
  const to = place(1.2, 0.8)
  expect(hand.placeAt({ kind: 'none', place: to }, to)).toMatchObject({ kind: 'move' })
  expect(edit.coverage.vertexAt(to)).not.toBeNull()
})

test('a vertex that may go nowhere stays, and it is said why after it was let go', () => {
  const { edit, hand } = inHand()
  hand.pickUp(place(0, 1), null, 'pointer')
  hand.moveTo({ kind: 'none', place: place(-0.2, 1) })
  expect(hand.putDown()).toBeNull()
  expect(edit.refused?.refusal.refused).toBe('outer-boundary')
  hand.pickUp(place(1, 1), null, 'pointer')
  expect(edit.refused).toBeNull()
})
