import { expect, test } from 'vitest'
import { Coverage } from '../../../server/domain/coverage/edit/coverage.ts'
import { labelFeatures } from '../../../web/boundaries/map/area-features.ts'
import { shortNames } from '../../../web/boundaries/short-name.ts'
import { rectangle } from '../../support/small-county.ts'

const cancale = { level: 'village', name: '康卡勒', nameEn: 'Cancale' } as const
const grid = { level: 'grid', name: '第三网格', nameEn: null } as const

test.each([
  ['130524100201003', grid, { zh: '003', en: '003' }],
  ['130524100201004', undefined, { zh: '004', en: '004' }],
  ['35049', cancale, { zh: '康卡勒', en: 'Cancale' }],
  ['35049', { ...cancale, nameEn: null }, { zh: '康卡勒', en: '康卡勒' }],
  ['A35004-1', undefined, { zh: 'A35004-1', en: 'A35004-1' }],
])('%s is short', (code, area, names) => {
  expect(shortNames(code, area)).toEqual(names)
})

test('a village without grids stands on the map by its name, not by the end of its code', () => {
  const coverage = Coverage.of([
    { code: '35', level: 'county', parent: null, shape: [] },
    { code: 'A35004', level: 'township', parent: '35', shape: [] },
    { code: '35049', level: 'village', parent: 'A35004', shape: rectangle(0, 0, 1, 1) },
  ])
  const [label] = labelFeatures(coverage, new Map([['35049', cancale]]))
  expect(label!.properties).toEqual({ level: 'village', zh: '康卡勒', en: 'Cancale' })
})
