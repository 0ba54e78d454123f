import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { betaBelow, betaQuantile, logGamma } from '../../../server/domain/evaluation/beta.ts'
import type { Counts } from '../../../server/domain/evaluation/counts.ts'
import {
  intervalOf,
  MOST_STRENGTH,
  priorOf,
  shrink,
  UNKNOWN_STRENGTH,
} from '../../../server/domain/evaluation/shrink.ts'

const counts = fc
  .tuple(fc.nat(400), fc.nat(400))
  .map(([a, b]): Counts => ({ numerator: Math.min(a, b), denominator: Math.max(a, b) }))
const siblings = fc.array(counts, { minLength: 1, maxLength: 40 })

describe('the Beta distribution', () => {
  test('agrees with what tables say', () => {
    expect(Math.exp(logGamma(5))).toBeCloseTo(24, 9)
    expect(Math.exp(logGamma(0.5))).toBeCloseTo(Math.sqrt(Math.PI), 12)
    // Beta(1, 1) is uniform; Beta(2, 1) has the density 2x; Beta(2, 2) has 3x² − 2x³ below x.
    expect(betaQuantile({ a: 1, b: 1 }, 0.05)).toBeCloseTo(0.05, 9)
    expect(betaQuantile({ a: 2, b: 1 }, 0.25)).toBeCloseTo(0.5, 9)
    expect(betaBelow(0.3, { a: 2, b: 2 })).toBeCloseTo(3 * 0.09 - 2 * 0.027, 12)
  })

  test('a quantile is where as much lies below as was asked', () => {
    const shape = fc.double({ min: 0.5, max: 900, noNaN: true })
    fc.assert(
      fc.property(shape, shape, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (a, b, probability) => {
        const share = betaQuantile({ a, b }, probability)
        expect(betaBelow(share, { a, b })).toBeCloseTo(probability, 6)
      }),
    )
  })
})

describe('shrinkage', () => {
  test('a share is drawn to between its own and the county’s, inside its interval', () => {
    fc.assert(
      fc.property(siblings, (all) => {
        const prior = priorOf(all)
        if (prior === null) return
        for (const own of all) {
          const { share, low, high } = shrink(own, prior)
          const raw = own.denominator === 0 ? prior.mean : own.numerator / own.denominator
          expect(share).toBeGreaterThanOrEqual(Math.min(raw, prior.mean) - 1e-12)
          expect(share).toBeLessThanOrEqual(Math.max(raw, prior.mean) + 1e-12)
          expect(low).toBeLessThanOrEqual(share)
          expect(high).toBeGreaterThanOrEqual(share)
          expect([low >= 0, high <= 1]).toEqual([true, true])
        }
      }),
      { numRuns: 60 },
    )
  })

  test('with the prior held, one more hit raises a share and one more miss lowers it', () => {
    const prior = fc.record({
      mean: fc.double({ min: 0, max: 1, noNaN: true }),
      strength: fc.double({ min: 1, max: MOST_STRENGTH, noNaN: true }),
    })
    fc.assert(
      fc.property(counts, prior, ({ numerator, denominator }, held) => {
        const share = (n: number, d: number): number => shrink({ numerator: n, denominator: d }, held).share
        const own = share(numerator, denominator)
        expect(share(numerator + 1, denominator + 1)).toBeGreaterThanOrEqual(own)
        expect(share(numerator, denominator + 1)).toBeLessThanOrEqual(own)
      }),
      { numRuns: 60 },
    )
  })

  test('the fewer cases, the nearer to the county', () => {
    const prior = { mean: 0.8, strength: 20 }
    const [three, thirty, threeHundred] = [3, 30, 300].map((n) =>
      shrink({ numerator: n, denominator: n }, prior),
    )
    expect(three!.share).toBeCloseTo((3 + 16) / 23, 12)
    expect(three!.share).toBeLessThan(thirty!.share)
    expect(thirty!.share).toBeLessThan(threeHundred!.share)
    expect(three!.variance).toBeGreaterThan(threeHundred!.variance)
  })

  test('nothing counted anywhere has no prior', () => {
    expect(priorOf([])).toBeNull()
    expect(priorOf([{ numerator: 0, denominator: 0 }])).toBeNull()
  })

  test('without siblings, or where all have the same, nothing is known of how they differ', () => {
    expect(priorOf([{ numerator: 3, denominator: 4 }])).toEqual({ mean: 0.75, strength: UNKNOWN_STRENGTH })
    const none = { numerator: 0, denominator: 9 }
    expect(priorOf([none, none])).toEqual({ mean: 0, strength: UNKNOWN_STRENGTH })
    expect(shrink(none, { mean: 0, strength: UNKNOWN_STRENGTH })).toMatchObject({ share: 0, low: 0 })
    expect(shrink(none, { mean: 0, strength: UNKNOWN_STRENGTH }).high).toBeGreaterThan(0)
  })

  test('siblings that differ by no more than chance are drawn together, those that differ much hardly', () => {
    const alike = Array.from({ length: 20 }, () => ({ numerator: 80, denominator: 100 }))
    expect(priorOf(alike)).toEqual({ mean: 0.8, strength: MOST_STRENGTH })
    const apart = [0, 1].flatMap((share) =>
      Array.from({ length: 10 }, () => ({ numerator: 100 * share, denominator: 100 })),
    )
    expect(priorOf(apart)!.strength).toBe(1)
  })

  test('the county’s own interval holds its share', () => {
    fc.assert(
      fc.property(counts, (own) => {
        const interval = intervalOf(own)
        if (own.denominator === 0) return expect(interval).toBeNull()
        const share = own.numerator / own.denominator
        expect(interval!.low <= share && share <= interval!.high).toBe(true)
      }),
      { numRuns: 60 },
    )
  })
})
