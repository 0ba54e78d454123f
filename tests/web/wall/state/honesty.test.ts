import { expect, it } from 'vitest'
import { shiftAt } from '../../../../web/wall/state/burn-in.ts'
import { heardOf } from '../../../../web/wall/state/heard.ts'
import { isReloadDue, minuteOfDay } from '../../../../web/wall/state/night-reload.ts'
import { ServerClock } from '../../../../web/wall/state/server-clock.ts'
import { struckBetween } from '../../../../web/wall/state/struck.ts'
import { WALL_NOW, wallEmergency, wallPicture, wallPoint } from '../../../support/wall-things.ts'

it('is live only while the stream runs and the picture is young', () => {
  const cases: [boolean, number | null, string][] = [
    [true, 0, 'live'],
    [true, 59, 'live'],
    [true, 60, 'late'],
    [false, 1, 'late'],
    [true, 180, 'late'],
    [true, 181, 'stale'],
    [false, 181, 'stale'],
    [true, null, 'stale'],
  ]
  for (const [connected, age, heard] of cases) {
    expect(heardOf(connected, age === null ? null : WALL_NOW - age * 1000, WALL_NOW), `${age}`).toBe(heard)
  }
})

it('goes by the server clock, whoever sets the machine', () => {
  let [calendar, running] = [WALL_NOW + 7_200_000, 50_000]
  const clock = new ServerClock({ calendar: () => calendar, running: () => running })
  expect(clock.now()).toBe(WALL_NOW + 7_200_000)
  clock.measure(new Date(WALL_NOW).toISOString(), 49_900, 50_000)
  expect(clock.now()).toBe(WALL_NOW + 50)
  expect(clock.jumped()).toBe(false)
  running += 60_000
  calendar += 60_000 - 86_400_000
  expect(clock.now()).toBe(WALL_NOW + 60_050)
  expect(clock.jumped()).toBe(true)
  expect(clock.jumped()).toBe(false)
})

it('goes by the newer answer where the machine slept', () => {
  let [calendar, running] = [WALL_NOW, 1000]
  const clock = new ServerClock({ calendar: () => calendar, running: () => running })
  clock.measure(new Date(WALL_NOW).toISOString(), 995, 1000)
  calendar += 3_600_000
  running += 2000
  expect(clock.jumped()).toBe(true)
  clock.measure(new Date(WALL_NOW + 3_600_000).toISOString(), 2900, 3000)
  expect(Math.abs(clock.now() - WALL_NOW - 3_600_000)).toBeLessThan(100)
})

it('strikes what has become new, overdue or supervised, once', () => {
  const points = (...items: ReturnType<typeof wallPoint>[]) => ({ total: items.length, items })
  const before = wallPicture({
    points: points(wallPoint({ id: 1 }), wallPoint({ id: 2 }), wallPoint({ id: 3 })),
  })
  const after = wallPicture({
    points: points(
      wallPoint({ id: 1 }),
      wallPoint({ id: 2, overdue: true }),
      wallPoint({ id: 3, supervised: true }),
      wallPoint({ id: 4 }),
    ),
    emergencies: [wallEmergency({ id: 5, lon: null, lat: null })],
  })
  expect([...struckBetween(before, after)].sort()).toEqual([2, 3, 4, 5])
  expect(struckBetween(after, after).size).toBe(0)
  const flood = Array.from({ length: 200 }, (_, index) => wallPoint({ id: 1000 + index }))
  expect(struckBetween(before, wallPicture({ points: points(...flood) })).size).toBe(0)
})

it('takes what moves up on a full map for no news', () => {
  const full = wallPicture({ points: { total: 9, items: [wallPoint({ id: 1 })] } })
  const after = wallPicture({ points: { total: 8, items: [wallPoint({ id: 2 })] } })
  expect(struckBetween(full, after).size).toBe(0)
})

it('loads anew only at night, for another program or after a day, and not twice', () => {
  const page = { minute: 200, ageMs: 30 * 3_600_000, isOther: false, spreadMinutes: 30 }
  expect(isReloadDue(page)).toBe(true)
  expect(isReloadDue({ ...page, minute: 119 })).toBe(false)
  expect(isReloadDue({ ...page, minute: 149 })).toBe(false)
  expect(isReloadDue({ ...page, minute: 300 })).toBe(false)
  expect(isReloadDue({ ...page, ageMs: 10 * 3_600_000 })).toBe(false)
  expect(isReloadDue({ ...page, ageMs: 10 * 3_600_000, isOther: true })).toBe(true)
  expect(isReloadDue({ ...page, ageMs: 60_000, isOther: true })).toBe(false)
})

it('reads the minute of the day where the wall hangs', () => {
  expect(minuteOfDay(Date.parse('2026-03-31T18:05:00Z'), 'Asia/Shanghai')).toBe(125)
  expect(minuteOfDay(Date.parse('2026-03-31T16:00:00Z'), 'Asia/Shanghai')).toBe(0)
})

it('moves everything by a few pixels every few minutes, and back', () => {
  const places = Array.from({ length: 35 }, (_, step) => shiftAt(WALL_NOW + step * 180_000))
  expect(shiftAt(WALL_NOW + 35 * 180_000)).toEqual(places[0])
  expect(shiftAt(WALL_NOW + 1000)).toEqual(shiftAt(WALL_NOW))
  for (const { x, y } of places) expect(Math.max(Math.abs(x), Math.abs(y))).toBeLessThanOrEqual(4)
  expect(new Set(places.map(({ x, y }) => `${x} ${y}`)).size).toBeGreaterThan(15)
})
