import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { expectExact, sequences } from './exactness.ts'

vi.mock('../../../../server/domain/coverage/edit/splice-change.ts', async (original) => {
  const { spliceChange } =
    await original<typeof import('../../../../server/domain/coverage/edit/splice-change.ts')>()
  return {
    spliceChange: (...given: Parameters<typeof spliceChange>) =>
      new Map([...spliceChange(...given)].slice(1)),
  }
})

test('an engine that puts a new vertex into one of two rings only is caught', () => {
  const { failed } = fc.check(
    fc.property(sequences, (sequence) => void expectExact(sequence)),
    { numRuns: 1000, endOnFailure: true },
  )
  expect(failed).toBe(true)
})
