import fc from 'fast-check'
import { expect, test } from 'vitest'
import { comparedWindows } from '../../../web/evaluation/quarterly-report/compared-windows.ts'
import { greatestMovements } from '../../../web/evaluation/quarterly-report/movements.ts'
import { fitInto, outlinePath } from '../../../web/evaluation/quarterly-report/outline-path.ts'
import { categoryLines, figureLines } from '../../../web/evaluation/quarterly-report/report-content.ts'
import type { ReportData } from '../../../web/evaluation/quarterly-report/read-report.ts'
import { placeLabels } from '../../../web/evaluation/quarterly-report/place-labels.ts'
import { weekBars } from '../../../web/evaluation/quarterly-report/week-bars.ts'
import { worstRows } from '../../../web/evaluation/quarterly-report/worst-rows.ts'
import { scoreClasses } from '../../../web/evaluation/score-classes.ts'
import { readReportView, writeReportView } from '../../../web/evaluation/quarterly-report/report-view.ts'

const ZONE = 'Asia/Shanghai'
const at = (text: string) => Date.parse(`${text}T00:00:00+08:00`)
const DAY_MS = 86_400_000

test('a quarter that is over is held against whole quarters', () => {
  const windows = comparedWindows({ from: at('2026-07-01'), to: at('2026-10-01') }, at('2026-11-26'), ZONE)
  expect(windows.names).toEqual({ before: '2026-Q2', yearAgo: '2025-Q3' })
  expect(windows.before).toEqual({ from: at('2026-04-01'), to: at('2026-07-01') })
  expect(windows.yearAgo).toEqual({ from: at('2025-07-01'), to: at('2025-10-01') })
  expect(windows.running).toBe(false)
})

test('a running quarter is held against as many days of the others', () => {
  const windows = comparedWindows({ from: at('2026-10-01'), to: at('2027-01-01') }, at('2026-10-11'), ZONE)
  expect(windows.now).toEqual({ from: at('2026-10-01'), to: at('2026-10-11') })
  expect(windows.before).toEqual({ from: at('2026-07-01'), to: at('2026-07-11') })
  expect(windows.yearAgo.to - windows.yearAgo.from).toBe(10 * DAY_MS)
})

test('as many days never reach past the end of a shorter quarter', () => {
  // The second quarter has 91 days, the first of a common year 90.
  const windows = comparedWindows(
    { from: at('2026-04-01'), to: at('2026-07-01') },
    at('2026-07-01') - 1,
    ZONE,
  )
  expect(windows.before).toEqual({ from: at('2026-01-01'), to: at('2026-04-01') })
})

test('what rose and what fell are the greatest differences, and never both', () => {
  const count = fc.record({
    category: fc.constantFrom('01', '02', '03'),
    area: fc.constantFrom('a', 'b'),
    now: fc.nat(50),
    before: fc.nat(50),
  })
  fc.assert(
    fc.property(fc.array(count, { maxLength: 12 }), (counts) => {
      const { risen, fallen } = greatestMovements(counts, 3)
      for (const one of risen) expect(one.now).toBeGreaterThan(one.before)
      for (const one of fallen) expect(one.now).toBeLessThan(one.before)
      const steepest = Math.max(0, ...counts.map(({ now, before }) => now - before))
      expect((risen[0]?.now ?? 0) - (risen[0]?.before ?? 0)).toBe(steepest)
    }),
  )
})

test('an outline fills its paper in one direction and lies in the middle of the other', () => {
  const project = fitInto([114, 37, 115, 38], 400, 400)
  const [left, top] = project(114, 38)
  const [right, bottom] = project(115, 37)
  expect(top).toBeCloseTo(0)
  expect(bottom).toBeCloseTo(400)
  expect(left).toBeCloseTo(400 - right)
  // A degree of longitude is narrower there by the cosine of 37.5°.
  expect((right - left) / (bottom - top)).toBeCloseTo(Math.cos((37.5 * Math.PI) / 180))
})

test('points that fall together on paper are drawn once, and what falls to nothing is left out', () => {
  const project = (x: number, y: number): [number, number] => [x, y]
  const square = [
    [0, 0],
    [10, 0],
    [10, 0.01],
    [10, 10],
    [0, 0],
  ]
  expect(outlinePath([[square]], project)).toBe('M0 0L10 0L10 10Z')
  expect(
    outlinePath(
      [
        [
          [
            [0, 0],
            [0.01, 0],
            [0, 0.01],
            [0, 0],
          ],
        ],
      ],
      project,
    ),
  ).toBe('')
})

test('what is looked at goes into the address and comes back', () => {
  const view = { quarter: '2026-Q3', layout: 'slide', map: 'onTime' } as const
  expect(readReportView(writeReportView(view, '?lang=en'))).toEqual(view)
  expect(writeReportView(readReportView('?layout=x'), '?lang=zh')).toBe('lang=zh')
})

test('classes of scores hold every score, and one is enough where all are alike', () => {
  const ramp = ['1', '2', '3', '4', '5', '6']
  const entry = (value: number | null, id: number) => ({ id, value: { value, few: false, parts: null } })
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { maxLength: 30 }), (scores) => {
      const { classes, fills, noData } = scoreClasses([...scores.map(entry), entry(null, 99)], ramp)
      expect(classes.reduce((sum, { count }) => sum + count, 0)).toBe(scores.length)
      expect(noData).toBe(1)
      scores.forEach((score, id) => {
        const { from, to } = classes.find(({ colour }) => colour === fills.get(id))!
        expect(score).toBeGreaterThanOrEqual(from - 1e-6)
        expect(score).toBeLessThanOrEqual(to + 1e-6)
      })
    }),
  )
  expect(scoreClasses([entry(90, 0), entry(90, 1)], ramp).classes).toHaveLength(1)
  // Regression: between scores that are all but alike there were classes of no width, which held none of them.
  const alike = scoreClasses([entry(0, 0), entry(3 * Number.MIN_VALUE, 1)], ramp).classes
  expect(alike.map(({ from, to, count }) => [from, to, count])).toEqual([[0, 0.1, 2]])
  const spread = scoreClasses([89.3, 90.2, 90.7, 91, 91.6, 92.5].map(entry), ramp)
  expect(spread.classes.map(({ from }) => from)).toEqual([89, 90, 91, 92])
})

const counts = (by: Record<string, number>) => ({
  byCategory: Object.entries(by).map(([category, count]) => ({ category, count })),
})

test('categories stand by their counts, and against nothing where nothing was kept', () => {
  const now = { ...counts({ '01': 3, '02': 9, '03': 0, '04': 3 }) }
  const lines = (before: object | null) =>
    categoryLines({ whole: { now, before, yearAgo: null } } as unknown as ReportData)
  expect(lines(counts({ '02': 4, '03': 1 }))).toEqual([
    { category: '02', now: 9, before: 4 },
    { category: '01', now: 3, before: 0 },
    { category: '04', now: 3, before: 0 },
    { category: '03', now: 0, before: 1 },
  ])
  expect(lines(null).map(({ before }) => before)).toEqual([null, null, null])
})

test('weeks stand beside the same of the quarter before, and days are added up to them', () => {
  const bucket = (day: string, count: number) => ({ from: new Date(at(day)).toISOString(), count })
  const summary = (...buckets: object[]) => ({ trend: { buckets } })
  const windows = { now: { from: at('2026-07-01'), to: at('2026-08-01') } }
  const bars = (now: object, before: object | null) =>
    weekBars({ whole: { now, before }, windows } as unknown as ReportData, ZONE).map((bar) => [
      bar.from,
      bar.now,
      bar.before,
      bar.isPart,
    ])
  const days = summary(
    bucket('2026-07-01', 5),
    bucket('2026-07-05', 1),
    bucket('2026-07-06', 7),
    bucket('2026-07-31', 3),
  )
  const mondays = [at('2026-06-29'), at('2026-07-06'), at('2026-07-27')]
  expect(bars(days, summary(bucket('2026-03-30', 2), bucket('2026-04-06', 4)))).toEqual([
    [mondays[0], 6, 2, true],
    [mondays[1], 7, 4, false],
    [mondays[2], 3, null, true],
  ])
  expect(bars(days, null).map(([, , before]) => before)).toEqual([null, null, null])
})

test('the report of a township had more villages than its sheet has room for', () => {
  const rows = Array.from({ length: 40 }, (_, i) => ({ i, bad: [i % 7 === 0 ? 2 : 0, i] }))
  const { shown, left } = worstRows(rows, 6, ({ bad }) => bad)
  expect(shown.map(({ i }) => i)).toEqual([0, 7, 14, 21, 28, 35])
  expect(left).toBe(34)
  expect(worstRows(rows.slice(0, 6), 6, ({ bad }) => bad)).toEqual({ shown: rows.slice(0, 6), left: 0 })
})

test('names of a map on paper never lie on each other, and the first is always written', () => {
  const label = fc.record({
    x: fc.integer({ min: 0, max: 400 }),
    y: fc.integer({ min: 0, max: 400 }),
    lines: fc.constantFrom(['柏乡镇', '91.9'], ['Longhua', 'Town', '90.1']),
  })
  fc.assert(
    fc.property(fc.array(label, { minLength: 1, maxLength: 40 }), (labels) => {
      const written = placeLabels(labels, 19, 20)
      expect(written[0]).toBe(true)
      const feet = labels.filter((_, i) => written[i])
      for (const [i, a] of feet.entries())
        for (const b of feet.slice(i + 1))
          expect(Math.abs(a.x - b.x) >= 30 || Math.abs(a.y - b.y) >= 19, `${a.x},${a.y} ${b.x},${b.y}`).toBe(
            true,
          )
    }),
  )
})

test('a quarter without a survey left the report without a word of it', () => {
  const figure = (indicator: string, numerator: number, denominator: number) => ({
    indicator,
    numerator,
    denominator,
  })
  const now = {
    figures: [figure('awareness', 0, 0), figure('onTime', 8, 9)],
    context: { overdue: 1, supervised: 0 },
  }
  const report = {
    whole: { now: { totals: { reported: 9 } }, before: null, yearAgo: null },
    totals: { now, before: null, yearAgo: null },
  } as unknown as ReportData
  expect(figureLines(report).map(({ name }) => name)).toContain('awareness')
})
