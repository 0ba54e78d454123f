import fc from 'fast-check'
import { expect, it } from 'vitest'
import { compareGaps, gapWeight, HOUSEHOLDS_PER_INCIDENT } from '../../../server/domain/patrol/gap-weight.ts'

const gap = fc.record({
  households: fc.double({ min: 0, max: 500, noNaN: true }),
  incidents: fc.integer({ min: 0, max: 100 }),
  daysSince: fc.option(fc.integer({ min: 0, max: 4000 })),
})

it('grows with who lives there and with what happened there', () => {
  fc.assert(
    fc.property(
      gap,
      fc.double({ min: 0, max: 100, noNaN: true }),
      fc.nat(20),
      (one, households, incidents) => {
        const more = { households: one.households + households, incidents: one.incidents + incidents }
        expect(gapWeight(more)).toBeGreaterThanOrEqual(gapWeight(one))
        expect(gapWeight({ ...one, incidents: one.incidents + 1 })).toBeGreaterThan(gapWeight(one))
      },
    ),
  )
  expect(gapWeight({ households: 3, incidents: 2 })).toBe(3 + 2 * HOUSEHOLDS_PER_INCIDENT)
  expect(gapWeight({ households: 0, incidents: 0 })).toBe(0)
})

it('puts the heavier first, of equal ones the one that nobody saw for longer', () => {
  fc.assert(
    fc.property(gap, gap, (a, b) => {
      expect(Math.sign(compareGaps(a, b))).toBe(-Math.sign(compareGaps(b, a)) + 0)
      if (gapWeight(a) > gapWeight(b)) expect(compareGaps(a, b)).toBeLessThan(0)
    }),
  )
  const same = { households: 2, incidents: 0 }
  const sorted = [3, null, 40].map((daysSince) => ({ ...same, daysSince })).sort(compareGaps)
  expect(sorted.map(({ daysSince }) => daysSince)).toEqual([null, 40, 3])
})
