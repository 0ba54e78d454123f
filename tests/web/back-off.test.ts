import { expect, test } from 'vitest'
import { backOffMs } from '../../web/state/back-off.ts'

test('waits double from two seconds up to the longest, each spread over its latter half', () => {
  expect([1, 2, 3, 4, 5, 99].map((failures) => backOffMs(failures, 1, 30_000))).toEqual([
    2000, 4000, 8000, 16_000, 30_000, 30_000,
  ])
  expect([backOffMs(1, 0, 30_000), backOffMs(3, 0, 120_000)]).toEqual([1000, 4000])
  expect([backOffMs(2000, 0, 120_000), backOffMs(2000, 1, 120_000)]).toEqual([60_000, 120_000])
})
