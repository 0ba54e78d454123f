import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FREE_FAILURES, lockSeconds } from '../../server/domain/lock-out.ts'

test.each([
  [0, 0],
  [4, 0],
  [5, 30],
  [6, 60],
  [9, 480],
  [10, 900],
  [1000, 900],
])('%i wrong passwords lock for %i seconds', (failures, seconds) => {
  expect(lockSeconds(failures)).toBe(seconds)
})

test('never shorter for more failures', () => {
  fc.assert(
    fc.property(fc.nat(2000), (failures) => {
      expect(lockSeconds(failures + 1)).toBeGreaterThanOrEqual(lockSeconds(failures))
    }),
  )
})

test('a guesser gets through fewer than a hundred passwords a day', () => {
  let seconds = 0
  let tries = 0
  while (seconds < 86_400) seconds += lockSeconds(++tries)
  expect(tries).toBeGreaterThan(FREE_FAILURES)
  expect(tries).toBeLessThan(110)
})
