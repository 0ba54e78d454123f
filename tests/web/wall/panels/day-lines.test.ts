import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayLines } from '../../../../web/wall/panels/day-lines.ts'
import { partRows } from '../../../../web/wall/panels/part-rows.ts'

const day = (counts: readonly number[], usual: number | null) =>
  Array.from({ length: 24 }, (_, hour) => ({ hour, count: counts[hour] ?? null, usual }))

test('the day so far is a sum that ends now, beside a usual day that goes on', () => {
  const lines = dayLines(day([1, 0, 4], 2), 2.5)
  expect(lines.today).toEqual([
    [0, 0],
    [1, 1],
    [2, 1],
    [2.5, 5],
  ])
  expect(lines.usual!.at(-1)).toEqual([24, 48])
  expect(lines.usualNow).toBe(5)
  expect(lines.top).toBe(50)
})

test('without a usual day there is none to draw, and an empty day has an axis', () => {
  expect(dayLines(day([0], null), 0.5)).toMatchObject({ usual: null, usualNow: null, top: 1 })
})

test('no line leaves its axis or goes back', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(500), { maxLength: 24 }),
      fc.double({ min: 0, max: 40, noNaN: true }),
      (counts, usual) => {
        const { today, usual: other, top } = dayLines(day(counts, usual), Math.max(0, counts.length - 0.5))
        for (const line of [today, other!])
          for (const [i, [hour, sum]] of line.entries()) {
            expect(sum).toBeLessThanOrEqual(top + 1e-9)
            if (i > 0) {
              expect(hour).toBeGreaterThanOrEqual(line[i - 1]![0])
              expect(sum).toBeGreaterThanOrEqual(line[i - 1]![1])
            }
          }
      },
    ),
  )
})

const part = (code: string, overdue: number, open: number) => ({
  code,
  reportedToday: 0,
  open,
  overdue,
  onTime: { numerator: 0, denominator: 0 },
  grids: 1,
  staffedGrids: 1,
  unseenGrids: 0,
  onDuty: 0,
})

test('parts that do not fit are left out by what is overdue, and counted', () => {
  const parts = [part('a', 0, 9), part('b', 3, 1), part('c', 1, 1), part('d', 1, 5)]
  expect(partRows(parts, 4)).toEqual({ shown: parts, left: 0 })
  const { shown, left } = partRows(parts, 3)
  expect([shown.map(({ code }) => code), left]).toEqual([['b', 'd'], 2])
})
