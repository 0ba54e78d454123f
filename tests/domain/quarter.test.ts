import fc from 'fast-check'
import { expect, test } from 'vitest'
import { quarterOf } from '../../server/domain/quarter.ts'

const HOUR_MS = 3_600_000
const shanghai = () => 8 * HOUR_MS
/** A clock that is an hour ahead from April to September. */
const summery = (ms: number) => {
  const month = new Date(ms).getUTCMonth()
  return month >= 3 && month < 9 ? 2 * HOUR_MS : HOUR_MS
}
const instant = fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2090, 0) })

test('a quarter begins and ends at midnight of the county', () => {
  expect(quarterOf(Date.UTC(2026, 9, 5), shanghai)).toEqual({
    name: '2026-Q4',
    from: Date.parse('2026-10-01T00:00:00+08:00'),
    to: Date.parse('2027-01-01T00:00:00+08:00'),
  })
  expect(quarterOf(Date.parse('2026-12-31T16:00:00Z'), shanghai).name).toBe('2027-Q1')
  expect(quarterOf(Date.UTC(2027, 0, 15), shanghai, -1).name).toBe('2026-Q4')
})

test('quarters follow each other without a gap, and every instant lies in its own', () => {
  fc.assert(
    fc.property(instant, fc.constantFrom(shanghai, summery), (ms, offset) => {
      const [before, own, after] = [-1, 0, 1].map((moved) => quarterOf(ms, offset, moved))
      expect(own!.from <= ms && ms < own!.to).toBe(true)
      expect(before!.to).toBe(own!.from)
      expect(after!.from).toBe(own!.to)
    }),
  )
})
