import { expect, it } from 'vitest'
import { turnOf } from '../../../../web/wall/state/turn.ts'
import { WALL_NOW, wallPlan } from '../../../support/wall-things.ts'

const MINUTE = 60_000
const everywhere = () => true
/** The round of the plan takes 100 s, and begins with each 100 s of the server's clock. */
const START = Math.floor(WALL_NOW / 100_000) * 100_000
const pin = {
  area: 'B',
  layers: ['heat' as const],
  by: 'leader',
  at: new Date(START).toISOString(),
  until: null,
}

it('goes through the tour by the server clock, the same on every screen', () => {
  const plan = wallPlan()
  const shown = [0, 59, 60, 79, 80, 99, 100].map(
    (second) => turnOf(plan, everywhere, START + second * 1000).area,
  )
  expect(shown).toEqual(['C', 'C', 'A', 'A', 'B', 'B', 'C'])
  expect(turnOf(plan, everywhere, START + 65_000)).toMatchObject({
    index: 1,
    of: 3,
    endsAt: START + 80_000,
    layers: ['points', 'duty'],
    pin: null,
  })
})

it('passes over areas that are no more', () => {
  const knows = (code: string) => code !== 'A'
  const shown = [0, 20, 40, 60, 79].map((second) => turnOf(wallPlan(), knows, START + second * 1000))
  expect(shown.map(({ area }) => area)).not.toContain('A')
  expect(shown[0]!.of).toBe(2)
})

it('shows its area where nothing of the tour is left', () => {
  const plan = wallPlan({ scenes: [{ area: 'gone', seconds: 30, layers: ['heat'] }] })
  const turn = turnOf(plan, (code) => code === 'C', START)
  expect(turn).toMatchObject({ area: 'C', index: 0, of: 1, pin: null })
})

it('shows what is pinned until its time is over', () => {
  const until = new Date(START + MINUTE).toISOString()
  const plan = wallPlan({ pin: { ...pin, until } })
  expect(turnOf(plan, everywhere, START + MINUTE - 1)).toMatchObject({
    area: 'B',
    layers: ['heat'],
    endsAt: START + MINUTE,
    pin: { by: 'leader' },
  })
  expect(turnOf(plan, everywhere, START + MINUTE)).toMatchObject({ area: 'A', pin: null })
})

it('shows what is pinned without an end, but not where its area is no more', () => {
  const plan = wallPlan({ pin })
  expect(turnOf(plan, everywhere, START + 90 * MINUTE)).toMatchObject({ area: 'B', endsAt: null })
  expect(turnOf(plan, (code) => code !== 'B', START)).toMatchObject({ area: 'C', pin: null })
})
