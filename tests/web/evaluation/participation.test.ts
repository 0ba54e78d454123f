import { expect, test } from 'vitest'
import {
  cellOf,
  COLUMNS,
  type Column,
} from '../../../web/evaluation/surveys/participation/participation-figures.ts'
import { surveysEn } from '../../../web/messages/surveys/en.ts'
import { Formats } from '../../../web/state/formats.ts'

const nothing = {
  reports: 0,
  inTime: { numerator: 0, denominator: 0 },
  satisfied: { numerator: 0, denominator: 0 },
  volunteers: 0,
  meetings: 0,
  villageMonths: 0,
}
const options = { messages: surveysEn, formats: new Formats('en', 'Asia/Shanghai'), compares: true }
type Row = Parameters<typeof cellOf>[0]
const row = (households: number | null) =>
  ({ code: '1', households, now: nothing, before: nothing }) as unknown as Row

test('where there is no figure, the cell says why and not a dash', () => {
  const value = (column: Column) => cellOf(row(null), column, options).value
  expect(COLUMNS.map(value)).toEqual([
    '0',
    'no households',
    'none due',
    'nobody rated',
    'not entered',
    'not entered',
  ])
  expect(cellOf(row(null), 'satisfied', options).isMissing).toBe(true)
})

test('a share is not compared with one of nothing, and a change that rounds to nothing had a sign', () => {
  const now = { ...nothing, satisfied: { numerator: 9, denominator: 10 } }
  const cell = cellOf({ ...row(100), now } as unknown as Row, 'satisfied', options)
  expect(cell).toMatchObject({ value: '90.0%', note: '9 of 10', change: null })
  const half = { numerator: 5000, denominator: 10_000 }
  const less = { numerator: 4999, denominator: 10_000 }
  const moved = { ...row(100), now: { ...nothing, satisfied: less }, before: { ...nothing, satisfied: half } }
  expect(cellOf(moved as unknown as Row, 'satisfied', options).change).toBe('±0.0')
})
