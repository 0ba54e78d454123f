import fc from 'fast-check'
import { expect, test } from 'vitest'
import { daysOfPeriod } from '../../../server/domain/training/period.ts'
import { lastGoodDay } from '../../../server/domain/training/results.ts'
import {
  FEWEST_OPERATORS,
  isTrained,
  STANDINGS,
  standingOf,
  trainedShare,
} from '../../../server/domain/training/standing.ts'

const day = fc
  .integer({ min: Date.UTC(1980, 0, 1) / 86_400_000, max: Date.UTC(2080, 0, 1) / 86_400_000 })
  .map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10))

test('a certificate is good until the same day of a later month, or that month’s last', () => {
  expect(lastGoodDay('2026-01-31', 1)).toBe('2026-02-28')
  expect(lastGoodDay('2024-02-29', 12)).toBe('2025-02-28')
  expect(lastGoodDay('2026-11-30', 3)).toBe('2027-02-28')
  fc.assert(
    fc.property(day, fc.integer({ min: 1, max: 120 }), (obtained, months) => {
      const last = lastGoodDay(obtained, months)
      const monthOf = (text: string) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7))
      expect(monthOf(last) - monthOf(obtained)).toBe(months)
      expect(Number(last.slice(8))).toBeLessThanOrEqual(Number(obtained.slice(8)))
      expect(last > obtained).toBe(true)
    }),
  )
})

test('who has more certificates never stands worse, and the standing is of the one that is good longest', () => {
  const certificates = fc.array(fc.option(day))
  fc.assert(
    fc.property(certificates, fc.option(day), day, (held, another, today) => {
      const [before, after] = [standingOf(held, today), standingOf([...held, another], today)]
      expect(STANDINGS.indexOf(after.is)).toBeGreaterThanOrEqual(STANDINGS.indexOf(before.is))
      const isGood = held.some((until) => until === null || until >= today)
      expect(isTrained(before.is)).toBe(isGood)
    }),
  )
})

test('the share trained is of all, and is told only where there are enough', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...STANDINGS)), (standings) => {
      const share = trainedShare(standings)
      if (standings.length < FEWEST_OPERATORS) expect(share).toBeNull()
      else {
        expect(share!.operators).toBe(standings.length)
        expect(share!.trained + standings.filter((is) => !isTrained(is)).length).toBe(standings.length)
      }
    }),
  )
})

test('the quarters of a year are the year', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1970, max: 2105 }), (year) => {
      const whole = daysOfPeriod(String(year))!
      const quarters = [1, 2, 3, 4].map((quarter) => daysOfPeriod(`${year}-Q${quarter}`)!)
      expect(quarters[0]!.from).toBe(whole.from)
      expect(quarters.map(({ to }) => to)).toEqual([...quarters.slice(1).map(({ from }) => from), whole.to])
    }),
  )
  for (const text of ['', '2026-Q5', '1969', '20261', '2026-q1']) expect(daysOfPeriod(text)).toBeNull()
})
