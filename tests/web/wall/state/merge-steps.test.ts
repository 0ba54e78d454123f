import fc from 'fast-check'
import { expect, it } from 'vitest'
import { STATES } from '../../../../server/domain/incident-state.ts'
import { mergeSteps, type PlacedStep } from '../../../../web/wall/state/merge-steps.ts'
import { liveStep, WALL_NOW, wallEmergency, wallPicture, wallPoint } from '../../../support/wall-things.ts'

type Given = Parameters<typeof liveStep>[0]
const placed = (given: Given, grid: string | null = 'A1a'): PlacedStep => {
  const step = liveStep(given)
  return { seq: step.seq, id: step.id, step, grid }
}
const DAY = 86_400_000

it('shows a report at once in the feed and on the map, and leaves figures to the server', () => {
  const before = wallPicture()
  const after = mergeSteps(before, [placed({ seq: 101, id: 7 })], WALL_NOW)
  expect(after.feed).toEqual([expect.objectContaining({ seq: 101, id: 7, action: 'report', area: 'A1a' })])
  expect(after.points).toEqual({
    total: 1,
    items: [expect.objectContaining({ id: 7, lon: 114.005, lat: 37.005, overdue: false })],
  })
  expect(after.seq).toBe(101)
  expect(after.figures).toBe(before.figures)
  expect(after.at).toBe(before.at)
})

it('gives the very same picture where all of it is in there already', () => {
  const before = wallPicture()
  expect(mergeSteps(before, [placed({ seq: 100 }), placed({ seq: 7 })], WALL_NOW)).toBe(before)
})

it('tells a step once that the picture has although it is behind its number', () => {
  const before = mergeSteps(
    wallPicture(),
    [placed({ seq: 101, id: 7 }), placed({ seq: 102, id: 8 })],
    WALL_NOW,
  )
  const after = mergeSteps({ ...before, seq: 100 }, [placed({ seq: 101, id: 7 })], WALL_NOW)
  expect(after.feed.map(({ seq }) => seq).toSorted()).toEqual([101, 102])
})

it('shows the last of what happened to a case, whatever the order it came in', () => {
  const steps = [
    placed({ seq: 103, id: 7, action: 'reject', state: 'rejected' }),
    placed({ seq: 101, id: 7 }),
    placed({ seq: 102, id: 8 }),
  ]
  const after = mergeSteps(wallPicture(), steps, WALL_NOW)
  expect(after.feed.map(({ seq }) => seq)).toEqual([103, 102, 101])
  expect(after.points.items.find(({ id }) => id === 7)?.state).toBe('rejected')
})

it('keeps an older case on the map only while it is overdue or supervised', () => {
  const at = new Date(WALL_NOW - 3 * DAY).toISOString()
  const old = { occurredAt: (WALL_NOW - 3 * DAY) / 1000, dueAt: (WALL_NOW - DAY) / 1000 }
  const before = wallPicture({
    points: {
      total: 2,
      items: [wallPoint({ id: 7, at, overdue: true }), wallPoint({ id: 8, at, supervised: true })],
    },
  })
  const stays = mergeSteps(
    before,
    [placed({ seq: 101, id: 7, ...old, action: 'urge', state: 'handling' })],
    WALL_NOW,
  )
  expect(stays.points.items.find(({ id }) => id === 7)).toMatchObject({ overdue: true, state: 'handling' })
  const ended = mergeSteps(
    before,
    [
      placed({ seq: 101, id: 7, ...old, dueAt: 0, action: 'pass', state: 'closed' }),
      placed({ seq: 102, id: 8, ...old, dueAt: 0, action: 'pass', state: 'closed' }),
    ],
    WALL_NOW,
  )
  expect(ended.points).toEqual({ total: 0, items: [] })
})

it('marks a case that has just been supervised', () => {
  const before = wallPicture({ points: { total: 1, items: [wallPoint({ id: 7 })] } })
  const after = mergeSteps(
    before,
    [placed({ seq: 101, id: 7, action: 'supervise', state: 'handling' })],
    WALL_NOW,
  )
  expect(after.points.items[0]).toMatchObject({ supervised: true })
  const later = mergeSteps(
    after,
    [placed({ seq: 102, id: 7, action: 'feedback', state: 'verifying' })],
    WALL_NOW,
  )
  expect(later.points.items[0]).toMatchObject({ supervised: true })
})

it('adds an emergency, keeps who is nearest, and takes it away once it is over or not to be seen', () => {
  const nearest = { name: '王网格', metres: 400, minutes: 3 }
  const before = wallPicture({ emergencies: [wallEmergency({ id: 5, nearest })] })
  const added = mergeSteps(
    before,
    [
      placed({ seq: 101, id: 6, priority: 2, category: '0901' }),
      placed({ seq: 102, id: 5, priority: 2, action: 'accept', state: 'accepted' }),
    ],
    WALL_NOW,
  )
  expect(added.emergencies.map(({ id }) => id)).toEqual([6, 5])
  expect(added.emergencies[1]).toMatchObject({ state: 'accepted', nearest })
  const ended = mergeSteps(
    added,
    [
      placed({ seq: 103, id: 6, priority: 2, action: 'void', state: 'void' }),
      { seq: 104, id: 5, step: null, grid: null },
    ],
    WALL_NOW,
  )
  expect(ended.emergencies).toEqual([])
  expect(ended.points.items.map(({ id }) => id)).toEqual([6])
  expect(ended.feed.some(({ id }) => id === 5)).toBe(false)
})

it('stays bounded, sorted, without doubles, and the same however the steps were cut into portions', () => {
  const step = fc.record({
    id: fc.integer({ min: 1, max: 60 }),
    state: fc.constantFrom(...STATES),
    priority: fc.integer({ min: 0, max: 2 }),
    hoursAgo: fc.integer({ min: 0, max: 40 }),
    dueIn: fc.integer({ min: -20, max: 20 }),
    located: fc.boolean(),
    gone: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120 }), fc.nat(120), (drawn, cut) => {
      const steps = drawn.map(({ id, hoursAgo, dueIn, located, gone, ...rest }, index): PlacedStep => {
        const place = located ? {} : { lon: null, lat: null, area: 0 }
        const times = { occurredAt: WALL_NOW / 1000 - hoursAgo * 3600, dueAt: WALL_NOW / 1000 + dueIn * 3600 }
        if (gone) return { seq: 101 + index, id, step: null, grid: null }
        return placed(
          { seq: 101 + index, id, action: 'urge', ...times, ...place, ...rest },
          located ? 'A1a' : null,
        )
      })
      const whole = mergeSteps(wallPicture(), steps, WALL_NOW)
      const inTwo = mergeSteps(
        mergeSteps(wallPicture(), steps.slice(0, cut), WALL_NOW),
        steps.slice(cut),
        WALL_NOW,
      )
      expect(new Set(inTwo.points.items.map(({ id }) => id))).toEqual(
        new Set(whole.points.items.map(({ id }) => id)),
      )
      for (const { feed, points, emergencies } of [whole, inTwo]) {
        expect(feed.length).toBeLessThanOrEqual(30)
        expect(emergencies.length).toBeLessThanOrEqual(10)
        expect(new Set(points.items.map(({ id }) => id)).size).toBe(points.items.length)
        expect(points.total).toBe(points.items.length)
        const times = points.items.map(({ at }) => at)
        expect(times).toEqual(times.toSorted().toReversed())
        const numbers = feed.map(({ seq }) => seq)
        expect(numbers).toEqual(numbers.toSorted((one, other) => other - one))
      }
    }),
  )
})

it('holds at most 5,000 points, the newest', () => {
  const items = Array.from({ length: 5000 }, (_, index) =>
    wallPoint({ id: index + 1, at: new Date(WALL_NOW - index * 1000 - 1000).toISOString() }),
  )
  const after = mergeSteps(
    wallPicture({ points: { total: 5000, items } }),
    [placed({ seq: 101, id: 9999 })],
    WALL_NOW,
  )
  expect(after.points.total).toBe(5001)
  expect(after.points.items).toHaveLength(5000)
  expect(after.points.items[0]!.id).toBe(9999)
  expect(after.points.items.some(({ id }) => id === 5000)).toBe(false)
})
