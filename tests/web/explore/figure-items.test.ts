import { expect, test } from 'vitest'
import { emptyFigures } from '../../../server/domain/indicators.ts'
import type { Report } from '../../../web/explore/area-report.svelte.ts'
import { figureItems } from '../../../web/explore/figure-items.ts'
import { en } from '../../../web/messages/en.ts'
import { Formats } from '../../../web/state/formats.ts'

const care = {
  grids: 0,
  vacantGrids: 0,
  operators: 0,
  households: null,
  householdsReached: null,
  cells: 0,
  visitedCells: 0,
  lastVisit: null,
}
const report = {
  summary: {
    totals: { ...emptyFigures(), reported: 9969 },
    previous: { totals: { ...emptyFigures(), reported: 207 } },
  },
  coverage: { totals: care },
} as unknown as Report
const items = (isComparable: boolean) => figureItems(report, isComparable, en, new Formats('en', 'UTC'))

test('no change is told against a period before the data began', () => {
  expect(items(true)[0]).toMatchObject({ value: '9,969', change: { good: 'neutral' } })
  expect(items(false)[0]).toMatchObject({ value: '9,969', change: null })
})

test('a county without grids has no vacant ones, instead of none of none', () => {
  expect(items(true).at(-1)).toMatchObject({ value: '—', note: 'No grids' })
})
