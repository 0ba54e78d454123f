import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Card, Scorecards } from '../../../server/contract.ts'
import { INDICATOR_NAMES } from '../../../server/domain/evaluation/indicators.ts'
import { roundedParts } from '../../../web/evaluation/rounded-parts.ts'
import {
  pointsChanged,
  whyMissing,
  writeChange,
  writeShare,
} from '../../../web/evaluation/scorecards/figure-text.ts'
import {
  nextSorting,
  rankRows,
  sortingOf,
  sortingText,
  sortRankRows,
} from '../../../web/evaluation/scorecards/ranking/rank-rows.ts'
import { quartersAhead } from '../../../web/evaluation/scorecards/scheme/quarters-ahead.ts'
import { weightSum } from '../../../web/evaluation/scorecards/scheme/weight-sum.ts'
import {
  readScorecardsView,
  writeScorecardsView,
} from '../../../web/evaluation/scorecards/scorecards-view.ts'
import { scorecardsEn } from '../../../web/messages/scorecards/en.ts'
import { Formats } from '../../../web/state/formats.ts'

const formats = new Formats('en', 'Asia/Shanghai')

test('points as they are written add up to the score as it is written', () => {
  const points = fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { maxLength: 12 })
  fc.assert(
    fc.property(points, (parts) => {
      const rounded = roundedParts(parts, 1)
      const inTenths = rounded.parts.map((part) => Math.round(part * 10))
      expect(inTenths.reduce((sum, part) => sum + part, 0)).toBe(Math.round(rounded.sum * 10))
      rounded.parts.forEach((part, i) => expect(Math.abs(part - parts[i]!)).toBeLessThanOrEqual(0.1 + 1e-9))
      const sum = parts.reduce((total, part) => total + part, 0)
      expect(Math.abs(rounded.sum - sum)).toBeLessThanOrEqual(0.05 + 1e-6)
    }),
  )
})

test('points added up to a tenth less than the score, which had been rounded to hundredths', () => {
  const points = [84.32, 7.525]
  expect(roundedParts(points, 1).sum).toBe(91.8)
  expect(roundedParts(points, 1, 91.85)).toEqual({ parts: [84.3, 7.6], sum: 91.9 })
})

test('thirds get their missing tenth', () => {
  expect(roundedParts([100 / 3, 100 / 3, 100 / 3], 1)).toEqual({ parts: [33.4, 33.3, 33.3], sum: 100 })
})

test('shares of one column had unequal decimals', () => {
  expect([0, 0.02, 0.023, 1].map(formats.tenths)).toEqual(['0.0%', '2.0%', '2.3%', '100.0%'])
  expect(writeShare({ numerator: 20, denominator: 20 }, formats, '')).toBe('100.0%')
})

test('a figure that is not there says why', () => {
  const why = (...[name, leftOut]: [Parameters<typeof whyMissing>[0], Parameters<typeof whyMissing>[1]]) =>
    whyMissing(name, leftOut, { scorecards: scorecardsEn })
  expect(why('awareness', 'noSurvey')).toBe('no survey')
  expect(why('awareness', null)).toBe('no answers')
  expect(why('satisfaction', null)).toBe('no ratings')
  expect(why('emergencyOnTime', null)).toBe('no cases')
})

test('a share over fewer than five is written as counts, and has no change in points', () => {
  expect(writeShare({ numerator: 3, denominator: 4 }, formats, '—')).toBe('3/4')
  expect(writeShare({ numerator: 27, denominator: 29 }, formats, '—')).toBe('93.1%')
  expect(writeShare({ numerator: 0, denominator: 0 }, formats, '—')).toBe('—')
  expect(pointsChanged({ numerator: 27, denominator: 29 }, { numerator: 3, denominator: 4 })).toBe(null)
  expect(pointsChanged({ numerator: 9, denominator: 10 }, { numerator: 17, denominator: 20 })).toBe(5)
  expect(writeChange(-1.25, formats.decimal)).toBe('−1.3')
  expect(writeChange(0.02, formats.decimal)).toBe('±0.0')
})

function card(code: string, rank: number | null, score: number | null, onTime: [number, number]): Card {
  const [numerator, denominator] = onTime
  const share = denominator > 0 ? numerator / denominator : null
  const figure = { indicator: 'onTime' as const, numerator, denominator, share, shrunk: share ?? 0.9 }
  return {
    code,
    name: code,
    nameEn: null,
    parent: null,
    figures: [{ ...figure, low: 0, high: 1, points: 0 }],
    context: { validReports: 0, overdue: 0, oldestOverdueDays: null, supervised: 0 },
    score,
    rank,
    rankLow: rank,
    rankHigh: rank,
  }
}
const of = (items: Card[]) => ({ items }) as unknown as Scorecards

test('rows without a value come last whichever way round, and the change is that of the score', () => {
  const now = of([card('a', 2, 80, [4, 5]), card('b', null, null, [0, 0]), card('c', 1, 90, [9, 10])])
  const rows = rankRows(now, of([card('a', 1, 85, [4, 5])]))
  expect(rows.map(({ change }) => change)).toEqual([-5, null, null])
  const order = (sort: string) =>
    sortRankRows(rows, sortingOf(sort), ({ code }) => code, 'en').map((row) => row.card.code)
  expect(order('')).toEqual(['c', 'a', 'b'])
  expect(order('-rank')).toEqual(['a', 'c', 'b'])
  expect(order('-score')).toEqual(['c', 'a', 'b'])
  expect(order('onTime')).toEqual(['a', 'c', 'b'])
  expect(order('-name')).toEqual(['c', 'b', 'a'])
})

test('a head orders the best first, then the other way round; the address keeps it', () => {
  const first = nextSorting(sortingOf(''), 'score')
  expect(first).toEqual({ column: 'score', descending: true })
  expect(nextSorting(first, 'score')).toEqual({ column: 'score', descending: false })
  for (const text of ['', '-rank', '-onTime', 'name']) expect(sortingText(sortingOf(text))).toBe(text)
  expect(sortingText(sortingOf('nonsense'))).toBe('')
})

test('weights are whole numbers from 0 to 100, and their sum is known as long as they are', () => {
  const all = (weight: number) =>
    Object.fromEntries(INDICATOR_NAMES.map((name) => [name, weight])) as Parameters<typeof weightSum>[0]
  expect(weightSum(all(8))).toBe(8 * INDICATOR_NAMES.length)
  expect(weightSum({ ...all(8), onTime: 8.5 })).toBe(null)
  expect(weightSum({ ...all(8), onTime: -1 })).toBe(null)
  // An emptied field.
  expect(weightSum({ ...all(8), onTime: null as unknown as number })).toBe(null)
})

test('what is looked at goes into the address and comes back', () => {
  const view = {
    quarter: '2026-Q3',
    level: 'grid',
    area: '130524100',
    show: 'map',
    card: '130524100001001',
    sort: '-onTime',
  } as const
  expect(readScorecardsView(writeScorecardsView(view, '?lang=en'))).toEqual(view)
  expect(writeScorecardsView(readScorecardsView('?quarter=never&level=x&card=%20'), '?lang=en')).toBe(
    'lang=en',
  )
})

test('a new scheme begins after all that is closed: older quarters were offered, which the server refuses', () => {
  const quarters = [
    { quarter: '2026-Q4', state: 'running' as const },
    { quarter: '2026-Q3', state: 'ended' as const },
    { quarter: '2026-Q2', state: 'closed' as const },
    { quarter: '2026-Q1', state: 'ended' as const },
  ]
  expect(quartersAhead(quarters)).toEqual(['2027-Q1', '2026-Q4', '2026-Q3'])
  expect(quartersAhead([])).toEqual([])
})
