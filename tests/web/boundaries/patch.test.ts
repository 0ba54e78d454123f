import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Operation } from '../../../server/domain/coverage/edit/operation.ts'
import { patched, patchFor, sharedWith, type Work } from '../../../web/boundaries/keep/patch.ts'
import { place } from './square-members.ts'

const operation = (n: number): Operation => ({ kind: 'remove', vertices: [place(n, 0)] })

/** What a person does to a list: does, undoes, does again. */
function workOf(steps: readonly ('do' | 'undo' | 'redo')[], from: Work): Work {
  let { operations, done } = from
  for (const step of steps) {
    if (step === 'do') {
      operations = [...operations.slice(0, done), operation(Math.random() * 100)]
      done += 1
    } else done = Math.min(operations.length, Math.max(0, done + (step === 'undo' ? -1 : 1)))
  }
  return { operations, done }
}

const steps = fc.array(fc.constantFrom('do' as const, 'undo' as const, 'redo' as const), { maxLength: 30 })

test('after its patch the server has the work, whatever was done and undone', () => {
  fc.assert(
    fc.property(steps, steps, (before, after) => {
      const known = workOf(before, { operations: [], done: 0 })
      const now = workOf(after, known)
      const patch = patchFor(known, now)
      if (patch === null) expect(now).toEqual(known)
      else expect(patched(known, patch)).toEqual(now)
    }),
  )
})

test('very many operations go in several patches', () => {
  const now = { operations: Array.from({ length: 4500 }, (_, i) => operation(i)), done: 4400 }
  let known: Work = { operations: [], done: 0 }
  const sizes: number[] = []
  for (let patch = patchFor(known, now); patch; patch = patchFor(known, now)) {
    sizes.push(patch.append.length)
    known = patched(known, patch)
  }
  expect(sizes).toEqual([2000, 2000, 500])
  expect(known.done).toBe(4400)
})

test('operations that were kept elsewhere are known again as far as they are equal', () => {
  const known = [operation(1), operation(2), operation(3)]
  const kept = JSON.parse(JSON.stringify([operation(1), operation(9), operation(3)])) as Operation[]
  const shared = sharedWith(known, kept)
  expect(shared[0]).toBe(known[0])
  expect(shared[1]).not.toBe(known[1])
  expect(patchFor({ operations: known, done: 3 }, { operations: shared, done: 3 })?.keep).toBe(1)
})

test('operations are the same in whatever order the server’s database has put their members', () => {
  const split = { kind: 'split', area: 'A', line: [], code: 'N' } as const
  const fromDatabase = { area: 'A', code: 'N', kind: 'split', line: [] } as const
  const known = [fromDatabase as unknown as Operation]
  expect(sharedWith(known, [split as unknown as Operation])[0]).toBe(known[0])
})
