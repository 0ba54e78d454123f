import fc from 'fast-check'
import { expect, test } from 'vitest'
import { plainTour, turnAt } from '../../../server/domain/wall/scene.ts'

const scenes = fc.array(fc.record({ seconds: fc.integer({ min: 5, max: 600 }) }), {
  minLength: 1,
  maxLength: 60,
})
const instant = fc.integer({ min: 0, max: 4e12 })

test('a tour shows each scene for its seconds, in order, and begins again', () => {
  fc.assert(
    fc.property(scenes, instant, (tour, now) => {
      const turn = turnAt(tour, now)!
      expect(tour[turn.index]).toBe(turn.scene)
      expect(turn.endsAt > now && turn.endsAt - now <= turn.scene.seconds * 1000).toBe(true)
      const next = turnAt(tour, turn.endsAt)!
      expect(next.index).toBe((turn.index + 1) % tour.length)
      expect(next.endsAt - turn.endsAt).toBe(next.scene.seconds * 1000)
    }),
  )
})

test('without a tour the whole comes first, then each part; without scenes nothing does', () => {
  const tour = plainTour('C', ['A', 'B'])
  expect(tour.map(({ area, seconds }) => [area, seconds])).toEqual([
    ['C', 60],
    ['A', 20],
    ['B', 20],
  ])
  // Every hundred seconds since 1970 it begins anew, on whatever screen.
  expect([0, 59_999, 60_000, 80_000, 100_000].map((now) => turnAt(tour, now)!.scene.area)).toEqual([
    'C',
    'C',
    'A',
    'B',
    'C',
  ])
  expect(turnAt([], 5)).toBeNull()
})
