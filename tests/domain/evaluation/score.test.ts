import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Counts } from '../../../server/domain/evaluation/counts.ts'
import {
  CARD_LEVELS,
  INDICATOR_NAMES,
  indicatorRule,
  type IndicatorName,
} from '../../../server/domain/evaluation/indicators.ts'
import { rankScores } from '../../../server/domain/evaluation/rank.ts'
import {
  FIRST_SCHEME,
  schemeFor,
  weightsFault,
  type Weights,
} from '../../../server/domain/evaluation/scheme.ts'
import { scoreOf } from '../../../server/domain/evaluation/score.ts'
import { weighIndicators } from '../../../server/domain/evaluation/weigh.ts'
import { finish } from '../../../server/domain/steps.ts'

type Member = Record<IndicatorName, Counts>

const counts = fc
  .tuple(fc.nat(60), fc.nat(60))
  .map(([a, b]): Counts => ({ numerator: Math.min(a, b), denominator: Math.max(a, b) }))
const member: fc.Arbitrary<Member> = fc.record(
  Object.fromEntries(INDICATOR_NAMES.map((name) => [name, counts])) as Record<
    IndicatorName,
    fc.Arbitrary<Counts>
  >,
)
const members = fc.array(member, { minLength: 1, maxLength: 12 })
const level = fc.constantFrom(...CARD_LEVELS)

/** Whole weights that add up to 100: where 11 cuts fall. */
const weights = fc.array(fc.nat(100), { minLength: 11, maxLength: 11 }).map((cuts): Weights => {
  const at = [0, ...cuts.toSorted((a, b) => a - b), 100]
  return Object.fromEntries(INDICATOR_NAMES.map((name, i) => [name, at[i + 1]! - at[i]!])) as Weights
})

describe('the scheme', () => {
  test('weights add up to 100, in whole points from 0 on', () => {
    expect(weightsFault(FIRST_SCHEME.weights)).toBeNull()
    fc.assert(fc.property(weights, (drawn) => weightsFault(drawn) === null))
    expect(weightsFault({ ...FIRST_SCHEME.weights, filing: 11 })).toContain('101')
    expect(weightsFault({ ...FIRST_SCHEME.weights, filing: 9.5 })).toContain('whole number')
  })

  test('the newest version that had begun holds', () => {
    const later = { ...FIRST_SCHEME, version: 2, fromQuarter: '2026-Q3' }
    const latest = { ...FIRST_SCHEME, version: 3, fromQuarter: '2026-Q4' }
    const versionFor = (quarter: string) => schemeFor(quarter, [latest, later, FIRST_SCHEME]).version
    expect(['2026-Q2', '2026-Q3', '2026-Q4', '2027-Q1'].map(versionFor)).toEqual([1, 2, 3, 3])
  })
})

describe('points and scores', () => {
  test('what counts adds up to 100, and what nobody counted is left out and said', () => {
    fc.assert(
      fc.property(members, weights, level, (all, drawn, at) => {
        const weighed = weighIndicators(at, drawn, (name) => all.map((own) => own[name]))
        const sum = weighed.reduce((total, { counts: points }) => total + points, 0)
        if (weighed.some(({ leftOut }) => leftOut === null)) expect(sum).toBeCloseTo(100, 9)
        else expect(sum).toBe(0)
        for (const { name, leftOut, prior } of weighed) {
          const hasLevel = indicatorRule(name).levels.includes(at)
          const isCounted = hasLevel && all.some((own) => own[name].denominator > 0)
          expect(prior !== null).toBe(isCounted)
          expect(leftOut === null).toBe(isCounted && drawn[name] > 0)
        }
      }),
      { numRuns: 60 },
    )
  })

  test('a score is from 0 to 100, the sum of its points, and null where nothing was counted', () => {
    fc.assert(
      fc.property(members, weights, level, (all, drawn, at) => {
        const weighed = weighIndicators(at, drawn, (name) => all.map((own) => own[name]))
        for (const own of all) {
          const { figures, score } = scoreOf(weighed, (name) => own[name])
          const sum = figures.reduce((total, { points }) => total + (points ?? 0), 0)
          if (score === null) {
            for (const { points, denominator } of figures)
              expect(points === null || denominator === 0).toBe(true)
            continue
          }
          expect(score).toBeCloseTo(sum, 9)
          expect(score >= 0 && score <= 100).toBe(true)
        }
      }),
      { numRuns: 60 },
    )
  })

  test('one more good case never lowers a score while the weights and the county are held', () => {
    fc.assert(
      fc.property(members, fc.constantFrom(...INDICATOR_NAMES), (all, name) => {
        const weighed = weighIndicators('township', FIRST_SCHEME.weights, (own) => all.map((one) => one[own]))
        const own = all[0]!
        const isHigher = indicatorRule(name).better === 'higher'
        const more = {
          numerator: own[name].numerator + (isHigher ? 1 : 0),
          denominator: own[name].denominator + 1,
        }
        const before = scoreOf(weighed, (one) => own[one]).score
        const after = scoreOf(weighed, (one) => (one === name ? more : own[one])).score
        if (before !== null && after !== null) expect(after).toBeGreaterThanOrEqual(before - 1e-9)
      }),
      { numRuns: 60 },
    )
  })
})

describe('ranks', () => {
  const scores = fc.array(
    fc.record({
      score: fc.double({ min: 0, max: 100, noNaN: true }),
      variance: fc.double({ min: 0, max: 50, noNaN: true }),
    }),
    { maxLength: 30 },
  )

  test('are in the order of the scores, inside their interval, and the same again', () => {
    fc.assert(
      fc.property(scores, (all) => {
        const ranks = finish(rankScores(all))
        expect(finish(rankScores(all))).toEqual(ranks)
        ranks.forEach(({ rank, low, high }, i) => {
          expect(rank).toBe(1 + all.filter(({ score }) => score > all[i]!.score).length)
          expect(low >= 1 && low <= rank && rank <= high && high <= all.length).toBe(true)
        })
      }),
      { numRuns: 20 },
    )
  })

  test('three cases make no champion: the fewer, the wider', () => {
    const many = Array.from({ length: 20 }, (_, i) => ({ score: 80 + i / 10, variance: 0.25 }))
    const ranks = finish(rankScores([{ score: 83, variance: 60 }, ...many]))
    expect(ranks[0]!.rank).toBe(1)
    expect(ranks[0]!.high).toBeGreaterThan(15)
    expect(finish(rankScores([{ score: 90, variance: 0.01 }, ...many]))[0]).toEqual({
      rank: 1,
      low: 1,
      high: 1,
    })
  })
})
