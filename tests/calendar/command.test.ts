import { beforeEach, expect, it } from 'vitest'
import { runCalendarCommand } from '../../server/calendar/command.ts'
import { describeOnDatabases } from '../support/databases.ts'

const NOVEMBER = Date.parse('2026-11-01T00:00:00+08:00')

describeOnDatabases('the command "calendar"', (database) => {
  let said: string[] = []
  let printed: string[] = []
  beforeEach(() => {
    said = []
    printed = []
  })
  const run = (words: string, { input = '', now = NOVEMBER } = {}) =>
    runCalendarCommand(database().db, words.split(' '), {
      say: (message) => void said.push(message),
      print: (line) => void printed.push(line),
      readInput: () => input,
      now,
    })

  it('lists a year, and warns from November on where the next one was not entered', async () => {
    await run('list 2026', { now: NOVEMBER - 1 })
    expect(printed.slice(0, 2)).toEqual([
      '2026-01-01..2026-01-03 holiday 元旦 / New Year',
      '2026-01-04 workday 元旦调休 / for New Year',
    ])
    expect(said).toEqual(['Offices work 08:30-12:00,14:00-18:00 on the weekdays 1,2,3,4,5 (1 is Monday).'])
    await run('list 2027')
    expect(said.at(-1)).toBe('Warning: no day of 2027 was entered: only weekends count as free.')
  })

  it('sets, loads and removes days, and what it lists it takes', async () => {
    await run('set 2027-01-01..2027-01-03 holiday --name 元旦')
    await run('load', { input: '# 2027\r\n2027-02-05..2027-02-11 休 春节\r\n2027-02-13 班 春节调休\r\n' })
    expect(said).toEqual([
      '3 days changed, for deadlines set from now on.',
      '8 days changed, for deadlines set from now on.',
    ])
    await run('list 2027')
    const listed = printed.join('\n')
    expect(printed).toHaveLength(3)
    await run('remove 2027-02-01..2027-02-28')
    expect(said.at(-1)).toBe('8 days changed, for deadlines set from now on.')
    await run('load', { input: listed })
    expect(said.at(-1)).toBe('8 days changed, for deadlines set from now on.')
    await run('remove 2027-03-01')
    expect(said.at(-1)).toBe('Nothing changed: it was so already.')
  })

  it('sets office hours, and keeps the weekdays where none are named', async () => {
    await run('hours 09:00-12:00,13:00-17:00 --weekdays 1,2,3,4')
    await run('hours 08:30-12:00,14:00-18:00')
    await run('list 2027')
    expect(said.at(-1)).toBe('Offices work 08:30-12:00,14:00-18:00 on the weekdays 1,2,3,4 (1 is Monday).')
    await run('hours 08:30-12:00,14:00-18:00 --weekdays 1,2,3,4,5')
  })

  it.each([
    ['open', '', 'calendar takes list, set, load, remove or hours, but it is "open"'],
    ['list 20', '', 'YEAR is from 2000 to 2099, but it is "20"'],
    ['list 2026 2027', '', 'calendar list takes 1 words'],
    ['set 2027-01-01', '', 'calendar set takes 2 words, but there are 1'],
    ['set 2027-01-01 party', '', 'A day is a holiday or a workday, but it is "party"'],
    ['set 2027-01-32 holiday', '', 'but they are "2027-01-32"'],
    ['set 2027-01-01 holiday --colour red', '', "Unknown option '--colour'"],
    ['load', '2027-01-01 holiday\nnonsense', 'Line 2 should be like'],
    ['load', '', 'There is no day in what was given'],
    ['hours 18:00-08:00', '', 'Office hours must follow'],
    ['hours 08:00-18:00 --weekdays 1,8', '', 'Weekdays are some of 1 (Monday) to 7'],
    ['hours 08:00-18:00 --weekdays x', '', 'Weekdays are some of 1 (Monday) to 7'],
  ])('refuses %s', async (words, input, message) => {
    await expect(run(words, { input })).rejects.toThrow(message)
  })
})
