import { expect, test } from 'vitest'
import type { Area } from '../../../../server/contract.ts'
import { AreaTree } from '../../../../web/state/area-tree.ts'
import { dutyMarks } from '../../../../web/wall/map/duty-marks.ts'
import { pointGlyph, standsOut, type WallPoint } from '../../../../web/wall/map/point-glyph.ts'
import { wallHeat } from '../../../../web/wall/map/wall-layers.ts'
import { placeOf } from '../../../../web/wall/view/place-text.ts'

const area = (id: number, level: Area['level'], code: string, parentCode: string | null): Area => ({
  id,
  code,
  level,
  parentCode,
  name: code,
  nameEn: null,
  kind: 'general',
  bbox: [0, 0, 1, 1],
  label: [id, id + 0.5],
  areaSquareMetres: 1,
  households: null,
  population: null,
  childCount: 0,
})
const tree = new AreaTree(1, [
  area(1, 'county', 'C', null),
  area(2, 'township', 'T', 'C'),
  area(3, 'village', 'V', 'T'),
  area(4, 'grid', 'G1', 'V'),
  area(5, 'grid', 'G2', 'V'),
])

test('a grid is marked once, with who is at work before who pauses, at the place of its name', () => {
  const onDuty = [
    { name: '甲', grids: ['G1', 'X'], paused: true },
    { name: '乙', grids: ['G1', 'G2'], paused: false },
  ]
  const marks = dutyMarks(onDuty, tree, new Set([4, 5]))
  expect(marks.map(({ grid, name }) => [grid, name])).toEqual([
    ['G1', '乙'],
    ['G2', '乙'],
  ])
  expect(marks[0]!.at).toEqual([4, 4.5])
  expect(dutyMarks(onDuty, tree, new Set([5])).map(({ grid }) => grid)).toEqual(['G2'])
})

test.each([
  ['G1', 'C', ['T', 'V']],
  ['G1', 'T', ['V']],
  ['G1', 'V', ['G1']],
  ['unknown', 'C', []],
  [null, 'C', []],
])('%s inside %s is said by %j', (code, inside, words) => {
  expect(placeOf(tree, code, inside).map(({ name }) => name)).toEqual(words)
})

const point: WallPoint = {
  id: 1,
  lon: 114.7,
  lat: 37.5,
  category: '01',
  state: 'handling',
  priority: 0,
  area: 'G1',
  overdue: false,
  supervised: false,
  at: '2026-11-26T00:00:00Z',
}

test.each([
  [{}, 'open', false],
  [{ priority: 2 }, 'emergency', true],
  [{ priority: 2, overdue: true }, 'overdue', true],
  [{ overdue: true, supervised: true }, 'supervised', true],
  [{ state: 'closed', overdue: true }, 'closed', false],
  [{ state: 'void' }, 'otherwise', false],
] as const)('a point with %j is %s', (changed, glyph, out) => {
  const changedPoint = { ...point, ...changed }
  expect([pointGlyph(changedPoint), standsOut(changedPoint)]).toEqual([glyph, out])
})

test('heat has a round top of no less than what is there, and there is none of nothing', () => {
  const frame = { west: 114.6, south: 37.4, east: 114.8, north: 37.6, zoom: 11 }
  expect(wallHeat([], frame, 10)).toBeNull()
  const heat = wallHeat([point, point], frame, 10)!
  expect(heat.top).toBeGreaterThanOrEqual(heat.grid.highest)
})
