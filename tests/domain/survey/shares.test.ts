import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { publicShare, weightedShare, type Stratum } from '../../../server/domain/survey/weighted-share.ts'
import { wilson } from '../../../server/domain/survey/wilson.ts'

const stratum = fc
  .record({
    households: fc.integer({ min: 1, max: 900 }),
    answered: fc.integer({ min: 0, max: 60 }),
    yes: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ households, answered, yes }): Stratum => ({
    households,
    answered,
    positive: Math.round(yes * answered),
  }))
const strata = fc.array(stratum, { maxLength: 12 })
const answeredOnes = strata.filter((all) => all.some(({ answered }) => answered > 0))

describe('an interval by Wilson', () => {
  // The ends are where the score test turns: (p̂ - p)² n = z² p (1 - p).
  it('has the ends that the score test gives', () => {
    const share = fc.double({ min: 0.01, max: 0.99, noNaN: true })
    fc.assert(
      fc.property(share, fc.integer({ min: 1, max: 5000 }), (p, n) => {
        const { low, high } = wilson(p, n)!
        for (const end of [low, high])
          expect(((p - end) ** 2 * n) / (end * (1 - end))).toBeCloseTo(1.959964 ** 2, 6)
      }),
    )
    expect(wilson(0, 10)!.high).toBeCloseTo(1.959964 ** 2 / (10 + 1.959964 ** 2), 12)
  })

  it('holds the share, stays within 0 and 1, and is narrower the more were asked', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(share, fc.double({ min: 0.5, max: 5000, noNaN: true }), (p, n) => {
        const [one, more] = [wilson(p, n)!, wilson(p, n * 2)!]
        expect(0 <= one.low && one.low <= p && p <= one.high && one.high <= 1).toBe(true)
        expect(more.high - more.low).toBeLessThan(one.high - one.low)
      }),
    )
    expect(wilson(0, 0)).toBe(null)
  })
})

describe('a share over grids', () => {
  it('lies between those of its grids, in its interval, with an effective number that is no larger than the true one', () => {
    fc.assert(
      fc.property(answeredOnes, (all) => {
        const { share, low, high, effective, answered } = weightedShare(all)
        const own = all.filter((one) => one.answered > 0).map((one) => one.positive / one.answered)
        expect(share!).toBeGreaterThanOrEqual(Math.min(...own) - 1e-12)
        expect(share!).toBeLessThanOrEqual(Math.max(...own) + 1e-12)
        expect(low! <= share! && share! <= high!).toBe(true)
        expect(effective).toBeGreaterThan(0)
        expect(effective).toBeLessThanOrEqual(answered)
      }),
    )
  })

  it('counts what was counted, whatever the order, and one more yes never lowers it', () => {
    fc.assert(
      fc.property(answeredOnes, fc.nat(), (all, pick) => {
        const found = weightedShare(all)
        expect(found.answered).toBe(all.reduce((sum, one) => sum + one.answered, 0))
        expect(found.positive).toBe(all.reduce((sum, one) => sum + one.positive, 0))
        expect(weightedShare(all.toReversed()).share).toBeCloseTo(found.share!, 12)
        const at = pick % all.length
        const changed = all.map((one, i) =>
          i === at ? { ...one, positive: Math.min(one.answered, one.positive + 1) } : one,
        )
        expect(weightedShare(changed).share!).toBeGreaterThanOrEqual(found.share! - 1e-12)
      }),
    )
  })

  it('is the plain one where every answer stands for as many households', () => {
    fc.assert(
      fc.property(answeredOnes, fc.integer({ min: 1, max: 40 }), (all, weight) => {
        const even = all.map((one) => ({ ...one, households: one.answered * weight }))
        const { share, effective, positive, answered, covered } = weightedShare(even)
        expect(share).toBeCloseTo(positive / answered, 12)
        expect(effective).toBeCloseTo(answered, 6)
        expect(covered).toBe(1)
      }),
    )
  })

  it('by hand: two grids, one of which was asked more than its households ask for', () => {
    const found = weightedShare([
      { households: 100, positive: 10, answered: 10 },
      { households: 300, positive: 5, answered: 10 },
      { households: 100, positive: 0, answered: 0 },
    ])
    // (100 · 1 + 300 · 0.5) / 400; 400² / (100²/10 + 300²/10)
    expect(found.share).toBeCloseTo(0.625, 12)
    expect(found.effective).toBeCloseTo(16, 12)
    expect(found).toMatchObject({ positive: 15, answered: 20, covered: 0.8, few: false })
  })

  it('is none where nobody answered', () => {
    expect(weightedShare([])).toMatchObject({ share: null, answered: 0, covered: null, few: true })
    expect(weightedShare([{ households: 9, positive: 0, answered: 0 }])).toMatchObject({
      share: null,
      covered: 0,
    })
  })
})

it('nothing public tells of fewer than five', () => {
  fc.assert(
    fc.property(strata, (all) => {
      const found = weightedShare(all)
      const shown = publicShare(found)
      if (shown === null) return
      expect(Math.min(found.positive, found.answered - found.positive)).toBeGreaterThanOrEqual(5)
      expect(shown).not.toHaveProperty('positive')
    }),
  )
  expect(publicShare(weightedShare([{ households: 50, positive: 4, answered: 20 }]))).toBe(null)
  expect(publicShare(weightedShare([{ households: 50, positive: 5, answered: 20 }]))).toMatchObject({
    share: 0.25,
  })
})
