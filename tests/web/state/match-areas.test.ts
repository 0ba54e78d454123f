import { expect, test } from 'vitest'
import type { Area } from '../../../server/contract.ts'
import { matchAreas } from '../../../web/state/match-areas.ts'

const area = (code: string, name: string): Area => ({ code, name, nameEn: null }) as Area
const AREAS = [
  area('35289', 'Saint-Malo-de-Phily'),
  area('35100', 'Port-Saint-Malo'),
  area('35288', 'Saint-Malo'),
]

test('who writes a whole name finds the area that is called so before those that only begin so', () => {
  const codes = matchAreas(AREAS, 'saint-malo', 8).map(({ code }) => code)
  expect(codes).toEqual(['35288', '35289', '35100'])
})

test('a code is found like a name', () => {
  expect(matchAreas(AREAS, '35289', 8).map(({ name }) => name)).toEqual(['Saint-Malo-de-Phily'])
})
