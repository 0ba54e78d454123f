import { expect, test } from 'vitest'
import { groupSpots } from '../../../web/duty/map/group-spots.ts'

const at = (lon: number, lat: number) => ({ lon, lat })

test('cases that a finger cannot tell apart are one target, and are told apart nearer', () => {
  const spots = [at(114, 37), at(114.0002, 37.0001), at(114.02, 37)]
  expect(groupSpots(spots, 14, 44).map((group) => group.length)).toEqual([2, 1])
  expect(groupSpots(spots, 20, 44)).toHaveLength(3)
  expect(groupSpots(spots, 5, 44)).toEqual([spots])
  expect(groupSpots([], 14, 44)).toEqual([])
})
