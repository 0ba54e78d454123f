import { expect, test } from 'vitest'
import type { Area } from '../../../server/contract.ts'
import { emptyFigures } from '../../../server/domain/indicators.ts'
import { partsRows, sortRows } from '../../../web/explore/parts-table.ts'

const area = (code: string, name: string): Area => ({
  id: Number(code),
  code,
  level: 'village',
  parentCode: '1',
  name,
  nameEn: null,
  kind: 'general',
  bbox: [0, 0, 1, 1],
  label: [0, 0],
  areaSquareMetres: 1,
  households: 100,
  population: 300,
  childCount: 0,
})

const areas = [area('11', '东街'), area('12', '北关'), area('13', '西汪'), area('14', '没有数字')]
const figures = new Map(
  [
    { code: '11', due: 10, dueOnTime: 5, reported: 3 },
    { code: '12', due: 10, dueOnTime: 9, reported: 3 },
    { code: '13', due: 2, dueOnTime: 2, reported: 8 },
  ].map(({ code, ...given }) => [
    code,
    { totals: { ...emptyFigures(), ...given }, care: null, households: 100, survey: null, trained: null },
  ]),
)
const rows = partsRows(areas, figures, 'onTime')
const codes = (sorted: typeof rows) => sorted.map((row) => row.area.code)
const nameOf = (one: Area) => one.name

test('areas without figures are left out', () => {
  expect(codes(rows)).toEqual(['11', '12', '13'])
})

test('rates over fewer than five come last in either direction', () => {
  expect(codes(sortRows(rows, { column: 'figure', descending: true }, nameOf, 'zh'))).toEqual([
    '12',
    '11',
    '13',
  ])
  expect(codes(sortRows(rows, { column: 'figure', descending: false }, nameOf, 'zh'))).toEqual([
    '11',
    '12',
    '13',
  ])
})

test('equal numbers keep the order of their codes', () => {
  expect(codes(sortRows(rows, { column: 'reported', descending: true }, nameOf, 'zh'))).toEqual([
    '13',
    '11',
    '12',
  ])
})

test('Chinese names are sorted by their sound', () => {
  expect(codes(sortRows(rows, { column: 'name', descending: false }, nameOf, 'zh-CN'))).toEqual([
    '12',
    '11',
    '13',
  ])
})
