import { expect, test } from 'vitest'
import { OUTSIDE } from '../../../server/domain/coverage/edit/operation.ts'
import type { MovedGround } from '../../../server/domain/coverage/impact/moved-ground.ts'
import { sharedBy } from '../../../web/boundaries/panel/shared-by.ts'

function passage(
  from: string,
  to: string,
  by: MovedGround['by'],
  households: number | null = 1,
): MovedGround {
  return {
    from,
    to,
    by,
    households,
    population: null,
    squareMetres: 100,
    shareOfArea: 0.1,
    openIncidents: 0,
    shape: [],
  }
}

test('an area says how the households were shared out that it gives and gets', () => {
  const passages = [passage('A', 'N', 'addresses'), passage('B', 'A', 'area'), passage('E', 'I', 'area')]
  const ways = ['A', 'N', 'B', 'I', 'X'].map((code) => sharedBy(passages, code))
  expect(ways).toEqual(['both', 'addresses', 'area', 'area', null])
  expect(sharedBy(passages)).toBe('both')
})

test('says nothing where nobody passes, or nobody knows how many', () => {
  expect(sharedBy([])).toBeNull()
  expect(sharedBy([passage(OUTSIDE, 'A', 'area'), passage('A', 'B', 'addresses', null)])).toBeNull()
})
