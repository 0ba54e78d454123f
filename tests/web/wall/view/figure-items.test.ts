import { expect, test } from 'vitest'
import { en } from '../../../../web/messages/en.ts'
import { zh } from '../../../../web/messages/zh.ts'
import { Formats } from '../../../../web/state/formats.ts'
import { distanceText } from '../../../../web/wall/view/distance-text.ts'
import { figureItems } from '../../../../web/wall/view/figure-items.ts'
import type { Voice } from '../../../../web/wall/view/wall-text.svelte.ts'

const voice = (language: 'zh' | 'en'): Voice => {
  const messages = language === 'zh' ? zh : en
  return {
    language,
    tag: language === 'zh' ? 'zh-CN' : 'en-GB',
    messages,
    text: messages.wall,
    formats: new Formats(language, 'Asia/Shanghai'),
    nameOf: ({ name }) => name,
    shortOf: ({ name }) => name,
  }
}
const [chinese, english] = [voice('zh'), voice('en')]

const figures = {
  reportedToday: 41,
  reportedUsually: 36.4,
  open: 12_345,
  endedToday: 52,
  overdue: 7,
  overdueToday: 2,
  supervised: 1,
  onTime: {
    quarter: '2026Q4',
    numerator: 931,
    denominator: 1000,
    before: { numerator: 909, denominator: 1000 },
  },
  grids: 412,
  staffedGrids: 405,
  staffedBefore: 401,
  operators: 398,
  onDuty: 57,
}
const item = (key: string, changed: Partial<typeof figures> = {}) =>
  figureItems({ ...figures, ...changed }, 3).find((one) => one.key === key)!

test('there are no more than seven leading figures, each with what it is held against', () => {
  const items = figureItems(figures, 0)
  expect(items.length).toBeLessThanOrEqual(7)
  for (const one of items) for (const each of [chinese, english]) expect(one.note(each)).not.toBe('')
})

test('figures are written short and changes with their sign', () => {
  expect([item('open').value(chinese), item('open').value(english)]).toEqual(['1.2万', '12.3k'])
  expect(item('open').change!.text(english)).toBe('−11')
  expect(item('reported').change!.text(english)).toBe('+5')
  expect(item('onTime').value(english)).toBe('93.1%')
  expect(item('onTime').change!.text(english)).toBe('+2.2')
  expect(item('onDuty').note(english)).toBe('3 paused')
})

test('a rate over few is a count, one over nothing is none, and neither has a change', () => {
  const of = (numerator: number, denominator: number) =>
    item('onTime', { onTime: { ...figures.onTime, numerator, denominator } })
  expect([of(3, 4).value(english), of(3, 4).change]).toEqual(['3/4', null])
  expect([of(0, 0).value(english), of(0, 0).note(english)]).toEqual(['—', 'nothing was due'])
})

test('where no usual day is known nothing is held against one', () => {
  const one = figureItems({ ...figures, reportedUsually: null }, 0)[0]!
  expect([one.change, one.note(english)]).toEqual([null, 'no usual day yet'])
})

test.each([
  [20, '50 m'],
  [849, '850 m'],
  [1260, '1.3 km'],
])('%i metres are said as %s', (metres, text) => {
  expect(distanceText(metres, english)).toBe(text)
})
