import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Paced } from '../../../web/live/paced.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('asks at once after a rest, and a burst at its beginning, its end, and every so often between', () => {
  const startedAt = Date.now()
  const asked: number[] = []
  const paced = new Paced(() => asked.push(Date.now() - startedAt), 300)
  for (const at of [0, 50, 100, 290, 310, 1000, 2000, 2100]) {
    vi.advanceTimersByTime(at - (Date.now() - startedAt))
    paced.tell()
  }
  vi.advanceTimersByTime(1000)
  expect(asked).toEqual([0, 300, 600, 1000, 2000, 2300])
})

it('asks no more once stopped', () => {
  let asked = 0
  const paced = new Paced(() => (asked += 1), 300)
  paced.tell()
  paced.tell()
  paced.stop()
  vi.advanceTimersByTime(1000)
  expect(asked).toBe(1)
})
