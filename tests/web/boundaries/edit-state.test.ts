import { expect, test } from 'vitest'
import { validateCoverage } from '../../../server/domain/coverage/edit/validate-coverage.ts'
import { EditState } from '../../../web/boundaries/studio/edit-state.svelte.ts'
import { squareGround } from './square-ground.ts'
import { place } from './square-members.ts'

const ground = squareGround(['A1a', 'A1b', 'A2a', 'A2b'])

test('what is tried out shows at once, and is gone when it is given up', () => {
  const edit = new EditState(ground)
  edit.tryOut({ kind: 'move', moves: [{ from: place(1, 1), to: place(1.2, 1.2) }] })
  expect(edit.touched).toEqual(['A1a', 'A1b', 'A2a', 'A2b'])
  edit.cancelTrial()
  expect(edit.touched).toEqual([])
  expect(edit.work.operations).toEqual([])
})

test('while something cannot be, the last state that can stays, and is what is put down', () => {
  const edit = new EditState(ground)
  const to = place(1.2, 1.2)
  edit.tryOut({ kind: 'move', moves: [{ from: place(1, 1), to }] })
  edit.tryOut({ kind: 'move', moves: [{ from: place(1, 1), to: place(1.2, 3) }] })
  expect(edit.refused?.refusal.refused).toBe('crossing')
  expect(edit.coverage.vertexAt(to)).not.toBeNull()
  expect(edit.settleTrial()).toMatchObject({ moves: [{ to }] })
  expect(edit.refused).toBeNull()
  expect(edit.work).toMatchObject({ done: 1 })
  expect(validateCoverage(edit.coverage)).toEqual([])
})

test('undo goes back to the beginning and redo to the end, and each is told', () => {
  const edit = new EditState(ground)
  const told: number[] = []
  edit.onWork(({ done }) => told.push(done))
  edit.do({ kind: 'merge', areas: ['A1a', 'A1b'] })
  edit.do({ kind: 'merge', areas: ['A2a', 'A2b'] })
  expect([edit.undo(), edit.undo(), edit.undo()]).toEqual([true, true, false])
  expect(edit.touched).toEqual([])
  expect([edit.redo(), edit.redo()]).toEqual([true, true])
  expect(told).toEqual([1, 2, 1, 0, 1, 2])
})

test('areas beyond the draft and the outer boundary stay as they are', () => {
  const edit = new EditState(ground)
  expect(edit.do({ kind: 'merge', areas: ['B1a', 'B1b'] })?.refused).toBe('beyond-draft')
  const outward = { kind: 'move' as const, moves: [{ from: place(0, 1), to: place(-0.2, 1) }] }
  expect(edit.do(outward)?.refused).toBe('outer-boundary')
  expect(edit.work.operations).toEqual([])
})

test('kept work is played with what was undone, and stops at what cannot be done any more', () => {
  const work = {
    operations: [
      { kind: 'merge' as const, areas: ['A1a', 'A1b'] },
      { kind: 'merge' as const, areas: ['A2a', 'A2b'] },
    ],
    done: 1,
  }
  const edit = new EditState(ground)
  expect(edit.play(work)).toBeNull()
  expect(edit.touched).toEqual(['A1a', 'A1b'])
  expect(edit.redo()).toBe(true)
  const gone = {
    ...work,
    operations: [...work.operations, { kind: 'merge' as const, areas: ['A1b', 'A2a'] }],
  }
  expect(new EditState(ground).play({ ...gone, done: 3 })?.refusal.refused).toBe('no-area')
})

test('a code that is used is free no more', () => {
  const edit = new EditState(ground)
  expect(edit.freeCode('A1')).toBe('A1c')
  edit.do({ kind: 'split', area: 'A1a', line: [place(-0.1, 0.5), place(1.1, 0.5)], code: 'A1c' })
  expect(edit.freeCode('A1')).toBe(edit.coverage.area('A1c') ? 'A1d' : 'A1c')
  expect(edit.freeCode('B1')).toBeNull()
})
