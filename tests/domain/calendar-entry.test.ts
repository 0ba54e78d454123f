import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  dateOfDay,
  datesOf,
  isCalendarDate,
  readCalendarLines,
  readOfficeHours,
  stretchesOf,
  writeCalendarLine,
  writeOfficeHours,
  yearsToEnter,
  type NamedDay,
} from '../../server/domain/calendar-entry.ts'
import { dayOfDate } from '../../server/domain/calendar.ts'

it.each([
  ['2026-10-01 holiday', ['2026-10-01', '2026-10-01', 'holiday', null, null]],
  ['2026-10-01..2026-10-07 holiday 国庆节', ['2026-10-01', '2026-10-07', 'holiday', '国庆节', null]],
  ['2026-10-01~2026-10-07 休 国庆节', ['2026-10-01', '2026-10-07', 'holiday', '国庆节', null]],
  ['2026-10-01 至 2026-10-07，放假，国庆节', ['2026-10-01', '2026-10-07', 'holiday', '国庆节', null]],
  [
    '2026-10-10\t班\t国庆节调休 / for National Day',
    ['2026-10-10', '2026-10-10', 'workday', '国庆节调休', 'for National Day'],
  ],
  ['  2026-10-10, WORK, / make-up ', ['2026-10-10', '2026-10-10', 'workday', null, 'make-up']],
])('the line %j is read', (line, [first, last, kind, name, nameEn]) => {
  expect(readCalendarLines(line)).toEqual({ entries: [{ first, last, kind, name, nameEn }], faults: [] })
})

it.each([
  '2026-13-01 holiday',
  '2027-02-29 holiday',
  '2026-10-07..2026-10-01 holiday',
  '2026-01-01..2027-01-01 holiday',
  '1999-01-01 holiday',
  '2026-10-01 party',
  '2026-10-01',
  'holiday 2026-10-01',
  `2026-10-01 holiday ${'长'.repeat(61)}`,
])('the line %j is refused by its number', (line) => {
  expect(readCalendarLines(`# a list\n\n${line}\n`)).toEqual({
    entries: [],
    faults: [{ line: 3, text: line }],
  })
})

const day = fc.integer({ min: dayOfDate('2000-01-01'), max: dayOfDate('2099-12-31') }).map(dateOfDay)
const name = fc.option(fc.constantFrom('国庆节', 'a b', '调休'), { nil: null })

it('what is listed can be read again', () => {
  const days = fc.uniqueArray(
    fc.record<NamedDay>({
      date: day,
      kind: fc.constantFrom('holiday', 'workday'),
      name,
      nameEn: fc.option(fc.constantFrom('National Day', 'x'), { nil: null }),
    }),
    { selector: ({ date }) => date, maxLength: 40 },
  )
  fc.assert(
    fc.property(days, (given) => {
      const { entries, faults } = readCalendarLines(stretchesOf(given).map(writeCalendarLine).join('\n'))
      expect(faults).toEqual([])
      const again = entries.flatMap(({ first, last, ...rest }) =>
        datesOf({ first, last })!.map((date) => ({ date, ...rest })),
      )
      expect(again).toEqual(given.toSorted((a, b) => (a.date < b.date ? -1 : 1)))
    }),
  )
})

it('a date is one that there is', () => {
  fc.assert(fc.property(day, isCalendarDate))
  for (const text of ['2026-02-30', '2026-1-1', '2100-01-01', '', '2026-01-01 ', '０２６']) {
    expect(isCalendarDate(text), text).toBe(false)
  }
})

it.each([
  ['08:30-12:00,14:00-18:00', '08:30-12:00,14:00-18:00'],
  ['8:30-12:00, 14:00-18:00', '08:30-12:00,14:00-18:00'],
  ['00:00-24:00', '00:00-24:00'],
])('office hours %j are %j', (text, written) => {
  expect(writeOfficeHours(readOfficeHours(text))).toBe(written)
})

it.each([
  '',
  '8-12',
  '08:30',
  '12:00-08:30',
  '14:00-18:00,08:30-12:00',
  '08:30-12:60',
  '08:30-25:00',
  '24:30-24:40',
])('office hours %j are refused', (text) => expect(() => readOfficeHours(text)).toThrow(RangeError))

it.each([
  [[2025, 2026], '2026-10-31', []],
  [[2025, 2026], '2026-11-01', [2027]],
  [[2025], '2026-03-01', [2026]],
  [[], '2026-12-31', [2026, 2027]],
])('with the years %j entered, on %s the years %j are missing', (entered, today, missing) => {
  expect(yearsToEnter(entered, today)).toEqual(missing)
})
