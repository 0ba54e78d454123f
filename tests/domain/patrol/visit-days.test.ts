import fc from 'fast-check'
import { expect, it } from 'vitest'
import { VisitDays } from '../../../server/domain/patrol/visit-days.ts'

const day = fc.integer({ min: -40, max: 400 })
const place = fc.integer({ min: 0, max: 3000 })
const visits = fc.array(fc.record({ place, day }), { maxLength: 60 })

it('counts and finds the last days as somebody does who goes through a list', () => {
  fc.assert(
    fc.property(visits, fc.array(place, { maxLength: 8 }), day, day, (made, others, a, b) => {
      const days = new VisitDays()
      for (const visit of made) days.markDay(visit.place, visit.day)
      const [from, to] = [Math.min(a, b), Math.max(a, b)]
      const places = [...new Set([...others, ...made.slice(0, 5).map((visit) => visit.place)])]
      const inside = made.filter((visit) => visit.day >= from && visit.day <= to)
      const daysOf = (wanted: number[]) =>
        inside.filter((visit) => wanted.includes(visit.place)).map((visit) => visit.day)
      const last = (wanted: number[]) => (daysOf(wanted).length === 0 ? null : Math.max(...daysOf(wanted)))
      const within = days.within(from, to)
      expect(within.count(places)).toBe(places.filter((wanted) => daysOf([wanted]).length > 0).length)
      expect(within.last(places)).toBe(last(places))
      for (const wanted of places) {
        expect(within.has(wanted)).toBe(last([wanted]) !== null)
        expect(within.lastOf(wanted)).toBe(last([wanted]))
      }
    }),
  )
})

it('reaches back without end', () => {
  const days = new VisitDays()
  days.markDay(0, 5)
  expect(days.within(-Infinity, 20_000).lastOf(0)).toBe(5)
  expect(days.within(-Infinity, 4).lastOf(0)).toBeNull()
})
