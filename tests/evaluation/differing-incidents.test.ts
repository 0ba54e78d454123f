import { expect, it } from 'vitest'
import { differingIncidents } from '../../server/evaluation/closing/differing-incidents.ts'

const at = (area: string) => ({ id: 1, number: 'N1', unit: null, area, counts: 'closing 1/1' })
const inside = (area: string) => (code: string | null) => code === area
const [none, one] = [
  { numerator: 0, denominator: 0 },
  { numerator: 1, denominator: 1 },
]

it('an incident that lies elsewhere since a closing was missing where it left, and named where it went', () => {
  const found = (area: string) =>
    differingIncidents(
      { incidents: [at('A1a')], isInside: inside(area) },
      { incidents: [at('B1a')], isInside: inside(area) },
    )
  const change = (frozen: object, now: object) => [{ indicator: 'closing', frozen, now }]
  expect(found('A1a').items).toEqual([{ id: 1, number: 'N1', area: 'A1a', changes: change(one, none) }])
  expect(found('B1a').items).toEqual([{ id: 1, number: 'N1', area: 'B1a', changes: change(none, one) }])
  expect(found('A1b').total).toBe(0)
})

it('of the whole county it adds the same', () => {
  const all = () => true
  const found = differingIncidents(
    { incidents: [at('A1a')], isInside: all },
    { incidents: [at('B1a')], isInside: all },
  )
  expect(found).toEqual({ total: 0, items: [] })
})
