import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Asking } from '../../../../web/wall/state/asking.ts'

const PACE = { everyMs: 30_000, restMs: 5000, limitMs: 10_000 }

let asked: number[]
let answers: boolean
let startedAt: number
let asking: Asking

beforeEach(() => {
  vi.useFakeTimers()
  asked = []
  answers = true
  startedAt = performance.now()
  asking = new Asking(async () => {
    asked.push(performance.now() - startedAt)
    if (!answers) throw new Error('nobody answers')
  }, PACE)
})
afterEach(() => {
  asking.stop()
  vi.useRealTimers()
})

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)
const gaps = () => asked.slice(1).map((at, index) => at - asked[index]!)

it('asks at once, and then at least every so often', async () => {
  asking.begin()
  await pass(600_000)
  expect(asked[0]).toBe(0)
  for (const gap of gaps()) expect(gap).toBeGreaterThanOrEqual(24_000)
  for (const gap of gaps()) expect(gap).toBeLessThanOrEqual(30_001)
  // Spread: a wall of screens that began together does not stay together.
  expect(new Set(gaps()).size).toBeGreaterThan(5)
})

it('asks soon when told, and during a burst no more often than its rest', async () => {
  asking.begin()
  await pass(20_000)
  asking.tell()
  await pass(1)
  expect(asked).toHaveLength(2)
  for (let n = 0; n < 600; n += 1) {
    asking.tell()
    await pass(100)
  }
  const soonest = Math.min(...gaps())
  expect(soonest).toBeGreaterThanOrEqual(5000)
  expect(asked.length).toBeGreaterThan(8)
})

it('comes later and later while nobody answers, and is itself again once somebody does', async () => {
  answers = false
  asking.begin()
  await pass(600_000)
  const waits = gaps()
  expect(waits[0]).toBeLessThanOrEqual(3001)
  expect(Math.max(...waits)).toBeLessThanOrEqual(45_001)
  expect(asked.length).toBeLessThan(50)
  answers = true
  await pass(45_001)
  const before = asked.length
  await pass(61_000)
  expect(asked.length - before).toBeGreaterThanOrEqual(2)
})

it('gives up a question that hangs', async () => {
  let given = 0
  const hanging = new Asking(
    (signal) =>
      new Promise((_resolve, reject) => {
        given += 1
        signal.addEventListener('abort', () => reject(new Error('too long')))
      }),
    PACE,
  )
  hanging.begin()
  await pass(10_000 + 3001)
  expect(given).toBe(2)
  hanging.stop()
  await pass(60_000)
  expect(given).toBe(2)
})

it('asks no more once stopped', async () => {
  asking.begin()
  await pass(1000)
  asking.stop()
  await pass(120_000)
  expect(asked).toHaveLength(1)
})
