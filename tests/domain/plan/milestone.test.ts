import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  daysBetween,
  daysLate,
  MILESTONE_STATES,
  reaches,
  shareOf,
  stateOf,
} from '../../../server/domain/plan/milestone.ts'
import { dueRules, PLAN_RULES, supervisedUntil } from '../../../server/domain/plan/plan-rules.ts'
import { daysOfItem, PLAN_TEMPLATES } from '../../../server/domain/plan/plan-template.ts'
import { barOn, mondayOf, monthsOn, placeOn, weekAxis } from '../../../server/domain/plan/plan-weeks.ts'
import { dayAfter } from '../../../server/domain/staffing/grid-staffing.ts'

/** Any day of two centuries, leap days among them. */
const day = fc.integer({ min: 0, max: 49_000 }).map((n) => dayAfter('1970-01-01', n))
const days = fc
  .tuple(day, fc.integer({ min: 0, max: 700 }), fc.option(fc.integer({ min: 0, max: 900 })))
  .map(([beginsOn, length, done]) => ({
    beginsOn,
    endsOn: dayAfter(beginsOn, length),
    doneOn: done === null ? null : dayAfter(beginsOn, done),
  }))

describe('the state of a milestone', () => {
  it('goes forward only, and stays at done, whatever day comes', () => {
    fc.assert(
      fc.property(days, day, fc.nat(2000), (milestone, today, later) => {
        const rank = (at: string) => MILESTONE_STATES.indexOf(stateOf(milestone, at))
        expect(rank(dayAfter(today, later))).toBeGreaterThanOrEqual(rank(today))
      }),
    )
  })

  it('is overdue exactly where its end has passed and it is not done', () => {
    fc.assert(
      fc.property(days, day, (milestone, today) => {
        const done = milestone.doneOn !== null && milestone.doneOn <= today
        expect(stateOf(milestone, today) === 'overdue').toBe(today > milestone.endsOn && !done)
        expect(stateOf(milestone, today) === 'done').toBe(done)
        expect(daysLate(milestone, today) > 0).toBe(
          done ? milestone.doneOn! > milestone.endsOn : today > milestone.endsOn,
        )
      }),
    )
  })
})

describe('a measure', () => {
  const measure = fc
    .tuple(fc.nat(5000), fc.nat(5000))
    .map(([numerator, denominator]) => ({ numerator, denominator }))

  it('that reaches a target reaches every lower one, and with more reaches it still', () => {
    fc.assert(
      fc.property(measure, fc.integer({ min: 1, max: 100 }), fc.nat(50), (given, target, more) => {
        if (!reaches(given, target)) return
        for (let lower = 1; lower <= target; lower += 1) expect(reaches(given, lower)).toBe(true)
        expect(reaches({ ...given, numerator: given.numerator + more }, target)).toBe(true)
      }),
    )
  })

  it('is a share from 0 to 1, of nothing none, and no rounding makes it reach', () => {
    fc.assert(
      fc.property(measure, (given) => {
        const share = shareOf(given)
        if (given.denominator === 0) expect([share, reaches(given, 1)]).toEqual([null, false])
        else expect(share! >= 0 && share! <= 1).toBe(true)
      }),
    )
    expect(reaches({ numerator: 899, denominator: 1000 }, 90)).toBe(false)
    expect(reaches({ numerator: 9, denominator: 10 }, 90)).toBe(true)
  })
})

describe('weeks', () => {
  const near = fc.tuple(fc.nat(500), fc.nat(500))

  it('begin on the Monday at or before a day', () => {
    fc.assert(
      fc.property(day, (given) => {
        const monday = mondayOf(given)
        expect(new Date(monday).getUTCDay()).toBe(1)
        const into = daysBetween(monday, given)
        expect(into >= 0 && into < 7).toBe(true)
      }),
    )
  })

  it('hold every bar: its place is its days, and the weeks it is in are those of its first and last day', () => {
    fc.assert(
      fc.property(day, fc.array(near, { minLength: 1, maxLength: 6 }), (from, moved) => {
        const milestones = moved.map(([first, length]) => {
          const beginsOn = dayAfter(from, first)
          return { beginsOn, endsOn: dayAfter(beginsOn, length) }
        })
        const axis = weekAxis(milestones.flatMap(({ beginsOn, endsOn }) => [beginsOn, endsOn]))!
        for (const { beginsOn, endsOn } of milestones) {
          const { from, to } = barOn(axis, beginsOn, endsOn)
          expect(from >= 0 && to <= axis.weeks).toBe(true)
          expect(Math.round((to - from) * 7)).toBe(daysBetween(beginsOn, endsOn) + 1)
          expect(dayAfter(axis.from, 7 * Math.floor(from))).toBe(mondayOf(beginsOn))
          expect(dayAfter(axis.from, 7 * (Math.ceil(to) - 1))).toBe(mondayOf(endsOn))
          expect(dayAfter(axis.from, Math.round(placeOn(axis, endsOn) * 7))).toBe(endsOn)
        }
        for (const month of monthsOn(axis)) {
          expect(month.endsWith('-01')).toBe(true)
          expect(placeOn(axis, month) >= 0 && placeOn(axis, month) < axis.weeks).toBe(true)
        }
      }),
    )
  })

  it('count days by the calendar alone, on whatever day clocks are changed', () => {
    // Europe and America put clocks on and back on these days; China did in 1986.
    for (const [from, to, days] of [
      ['2026-03-28', '2026-03-30', 2],
      ['2026-10-24', '2026-10-26', 2],
      ['2026-03-07', '2026-03-09', 2],
      ['1986-05-03', '1986-05-05', 2],
      ['2028-02-28', '2028-03-01', 2],
      ['2026-12-31', '2027-01-01', 1],
    ] as const) {
      expect(daysBetween(from, to)).toBe(days)
      expect(dayAfter(from, days)).toBe(to)
    }
  })
})

describe('rules', () => {
  it('fire each once, more of them the later it is, and none for what is done or in time', () => {
    fc.assert(
      fc.property(days, day, fc.nat(400), (dates, today, later) => {
        const milestone = { ...dates, escalation: 0 }
        const due = dueRules(milestone, [], today)
        if (stateOf(milestone, today) !== 'overdue') expect(due).toEqual([])
        const then = dayAfter(today, later)
        if (stateOf(milestone, then) === 'overdue')
          expect(dueRules(milestone, [], then)).toEqual(expect.arrayContaining(due))
        const fired = due.map(({ code }) => code)
        expect(dueRules(milestone, fired, today)).toEqual([])
        expect(
          dueRules({ ...milestone, escalation: 2 }, [], today).some(({ action }) => action === 'escalate'),
        ).toBe(false)
        for (const { days: until } of due)
          if (until !== null) expect(supervisedUntil(today, until) > today).toBe(true)
      }),
    )
    expect(new Set(PLAN_RULES.map(({ code }) => code)).size).toBe(PLAN_RULES.length)
  })
})

describe('templates', () => {
  it('have every kind once, in order, and keep their lengths whenever they begin', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(PLAN_TEMPLATES)),
        day,
        fc.nat(52),
        (items, beginsOn, weeks) => {
          expect(new Set(items.map(({ kind }) => kind)).size).toBe(7)
          for (const item of items) {
            const dates = daysOfItem(item, beginsOn, weeks)
            expect(daysBetween(dates.beginsOn, dates.endsOn)).toBe(item.toDay - item.fromDay)
            expect(daysBetween(beginsOn, dates.beginsOn)).toBe(item.fromDay + 7 * weeks)
          }
        },
      ),
    )
  })
})
