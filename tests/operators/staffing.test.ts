import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  holdsOn,
  inTheWay,
  overlap,
  STAFF_ROLES,
  type Tenure,
} from '../../server/domain/staffing/assignment.ts'
import { isDay } from '../../server/domain/staffing/day.ts'
import { answeredUntil, dayAfter, isVacant, staffingOf } from '../../server/domain/staffing/grid-staffing.ts'
import { expiry, tooMany } from '../../server/domain/staffing/limits.ts'

const START = '2026-01-01'
const day = fc.integer({ min: 0, max: 60 }).map((days) => dayAfter(START, days))
const days = fc
  .tuple(fc.integer({ min: 0, max: 60 }), fc.option(fc.integer({ min: 0, max: 30 })))
  .map(([from, length]) => ({
    from: dayAfter(START, from),
    until: length === null ? null : dayAfter(START, from + length),
  }))
const tenure = fc
  .record({ days, role: fc.constantFrom(...STAFF_ROLES), operatorId: fc.integer({ min: 1, max: 3 }) })
  .map(({ days: held, ...rest }) => ({ ...held, ...rest }))
const EVERY_DAY = Array.from({ length: 100 }, (_, i) => dayAfter(START, i))

describe('assignments of a grid', () => {
  it('overlap where they share a day, and only there', () => {
    fc.assert(
      fc.property(days, days, (one, other) => {
        const shared = EVERY_DAY.some((at) => holdsOn(one, at) && holdsOn(other, at))
        expect(overlap(one, other)).toBe(shared)
        expect(overlap(other, one)).toBe(shared)
      }),
    )
  })

  it('never have two leads, nor anybody twice, on a day, in whatever order they are asked for', () => {
    fc.assert(
      fc.property(fc.array(tenure, { maxLength: 12 }), (wanted) => {
        const held: (Tenure & { operatorId: number })[] = []
        for (const one of wanted) if (inTheWay(one, held) === null) held.push(one)
        for (const at of EVERY_DAY) {
          const now = held.filter((one) => holdsOn(one, at))
          expect(now.filter(({ role }) => role === 'lead').length).toBeLessThanOrEqual(1)
          expect(new Set(now.map(({ operatorId }) => operatorId)).size).toBe(now.length)
        }
      }),
    )
  })

  it('leave it vacant where it is neither led nor covered', () => {
    fc.assert(
      fc.property(fc.array(tenure, { maxLength: 6 }), day, (held, at) => {
        expect(isVacant(held, at)).toBe(['vacant', 'backup'].includes(staffingOf(held, at)))
      }),
    )
  })

  it('answer for it without a gap until the day that is said', () => {
    fc.assert(
      fc.property(fc.array(tenure, { maxLength: 6 }), day, (held, at) => {
        const until = answeredUntil(held, at)
        if (isVacant(held, at)) expect(until).toBeNull()
        for (const other of EVERY_DAY.filter((one) => one >= at && (until === null || one <= until)))
          if (!isVacant(held, at)) expect(isVacant(held, other)).toBe(false)
        if (until !== null) expect(isVacant(held, dayAfter(until))).toBe(true)
      }),
    )
  })
})

it('knows which days there are', () => {
  expect(['2024-02-29', '1970-01-01', '2105-12-31'].every(isDay)).toBe(true)
  expect(['2026-02-29', '2026-2-1', '1969-12-31', '2106-01-01', '2026-13-01', ''].some(isDay)).toBe(false)
})

it('calls a certificate expired after its last day, and expiring within the days before', () => {
  expect(expiry('2026-03-01', '2026-03-01', 60)).toBe('expiring')
  expect(expiry('2026-02-28', '2026-03-01', 60)).toBe('expired')
  expect(expiry('2026-04-30', '2026-03-01', 60)).toBe('expiring')
  expect(expiry('2026-05-01', '2026-03-01', 60)).toBeNull()
  expect(expiry(null, '2026-03-01', 60)).toBeNull()
})

it('calls more than the limit too many, and an unknown number none', () => {
  const limits = { households: 600, openIncidents: 30 }
  expect(tooMany({ households: 600, openIncidents: 30 }, limits)).toEqual([])
  expect(tooMany({ households: 601, openIncidents: 31 }, limits)).toEqual(['households', 'openIncidents'])
  expect(tooMany({ households: null, openIncidents: 0 }, limits)).toEqual([])
})
