import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gridsOf } from '../../../web/report/poster/grids-of.ts'
import { cellsOf } from '../../../web/report/map/cells-of.ts'
import { bodyOf, isWritten, missingOf, newDraft, type Draft } from '../../../web/report/send/draft.ts'

const PHOTO = { id: 'p', bytes: new ArrayBuffer(1) }
const drafts = fc.record({
  category: fc.constantFrom('', '0404'),
  place: fc.constantFrom(null, { lon: 114, lat: 37, accuracy: 5 }),
  grid: fc.constantFrom(null, '130524100001001'),
  address: fc.constantFrom('', ' ', '槐树旁'),
  words: fc.constantFrom('', ' ', '没盖了'),
  name: fc.constantFrom('', '李'),
  phone: fc.constantFrom('', '13900000000'),
  photos: fc.constantFrom<Draft['photos']>([], [PHOTO]),
})

test('a draft from which nothing is missing says what, where and something of it; contact only where given', () => {
  fc.assert(
    fc.property(drafts, (changed) => {
      const draft: Draft = { ...newDraft(null), ...changed }
      const body = bodyOf(draft, '井盖缺损')
      if (missingOf(draft).length === 0) {
        expect(body.category).toBe('0404')
        expect(body.words).not.toBe('')
        expect([body.place, body.grid, body.address].some((one) => one !== undefined)).toBe(true)
      }
      // A point says more than a poster; both would say two things.
      expect(body.place !== undefined && body.grid !== undefined).toBe(false)
      expect(body.contact === undefined).toBe(draft.name === '' && draft.phone === '')
      expect(JSON.stringify(body)).not.toContain('accuracy')
    }),
  )
})

test('a fresh draft misses everything, is not worth keeping, and has a key of its own', () => {
  expect(missingOf(newDraft(null))).toEqual(['category', 'place', 'words'])
  expect(missingOf(newDraft('130524100001001'))).toEqual(['category', 'words'])
  expect(isWritten(newDraft('130524100001001'))).toBe(false)
  expect(newDraft(null).key).not.toBe(newDraft(null).key)
})

test('what lies in one cell is one point, open where anything in it is', () => {
  const item = {
    number: '1',
    category: '0404',
    reportedOn: '2026-11-01',
    dueOn: null,
    closedOn: null,
    answer: null,
  }
  const { features } = cellsOf([
    { ...item, state: 'closed', lon: 114, lat: 37 },
    { ...item, state: 'handling', lon: 114, lat: 37 },
    { ...item, state: 'closed', lon: 115, lat: 37 },
  ])
  expect(features.map(({ properties }) => properties.open)).toEqual([true, false])
})

test('posters are for the grids below an area, with what they lie in', () => {
  const area = (code: string, level: 'county' | 'township' | 'village' | 'grid', parentCode: string | null) =>
    ({ code, level, parentCode, name: code }) as Parameters<typeof gridsOf>[0][number]
  const areas = [
    area('C', 'county', null),
    area('T', 'township', 'C'),
    area('V', 'village', 'T'),
    area('G2', 'grid', 'V'),
    area('G1', 'grid', 'V'),
  ]
  const told = gridsOf(areas, 'T')?.map(({ grid, above }) => [grid.code, ...above.map(({ code }) => code)])
  expect(told).toEqual([
    ['G1', 'T', 'V'],
    ['G2', 'T', 'V'],
  ])
  expect(gridsOf(areas, 'G2')?.map(({ grid }) => grid.code)).toEqual(['G2'])
  expect(gridsOf(areas, 'nope')).toBeNull()
})
