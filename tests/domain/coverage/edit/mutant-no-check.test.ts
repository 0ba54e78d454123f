import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { expectExact, sequences } from './exactness.ts'

vi.mock('../../../../server/domain/coverage/edit/check-change.ts', async (original) => {
  await original()
  return { checkChange: () => null }
})

test('an engine that does not look whether borders cross is caught', () => {
  const { failed } = fc.check(
    fc.property(sequences, (sequence) => void expectExact(sequence)),
    { numRuns: 1000, endOnFailure: true },
  )
  expect(failed).toBe(true)
})
