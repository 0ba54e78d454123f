import { expect, test } from 'vitest'
import { ageStep } from '../../../../web/wall/view/age.ts'
import { shortName } from '../../../../web/wall/view/short-name.ts'
import { wallShape } from '../../../../web/wall/view/wall-shape.ts'

test.each([
  [1920, 1080, 'plain'],
  [3840, 2160, 'plain'],
  [1024, 768, 'plain'],
  [2560, 1080, 'wide'],
  [3840, 1080, 'double'],
  [1080, 1920, 'portrait'],
  [0, 0, 'plain'],
])('a wall of %i × %i is %s', (width, height, shape) => {
  expect(wallShape(width, height)).toBe(shape)
})

test.each([
  [0, 'fresh'],
  [34_000, 'fresh'],
  [40_000, 'underMinute'],
  [60_000, 'time'],
])('a picture of %i ms ago is %s', (age, step) => {
  expect(ageStep(1_000_000, 1_000_000 + age)).toBe(step)
})

const area = (level: 'grid' | 'village' | 'township', code: string, name: string, nameEn: string | null) => ({
  level,
  code,
  name,
  nameEn,
})

test.each([
  [area('township', '130524101', '固城店镇', 'Guchengdian Town'), '固城店镇', 'Guchengdian'],
  [area('village', '130524101201', '东村', 'Dong Village'), '东村', 'Dong'],
  [area('village', '130524101202', '西村', null), '西村', '西村'],
  [area('grid', '130524101201003', '东村第三网格', 'Dong Village Grid 3'), '003', '003'],
  [area('grid', 'A-1', '甲', null), 'A-1', 'A-1'],
])('a place is short on a wall', (place, zh, en) => {
  expect([shortName(place, 'zh'), shortName(place, 'en')]).toEqual([zh, en])
})
