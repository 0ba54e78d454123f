import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareLists } from '../../../server/domain/duty-list/compare.ts'
import { faultsOf } from '../../../server/domain/duty-list/faults.ts'
import { earliestDay, type Dated } from '../../../server/domain/duty-list/earliest-day.ts'
import { DUTY_TASKS, itemFor, type DutyItem } from '../../../server/domain/duty-list/item.ts'

const CODES = ['01', '0101', '0102', '02', '0201']
const text = fc.constantFrom('', ' ', '甲', '乙')
const item = fc.record<DutyItem>({
  category: fc.constantFrom(...CODES, '77'),
  tasks: fc.subarray([...DUTY_TASKS]),
  unit: fc.constantFrom(null, 'city', 'gone'),
  operatorZh: text,
  operatorEn: text,
  othersZh: text,
  othersEn: text,
  basisZh: text,
  basisEn: text,
})
const list = fc.uniqueArray(item, { selector: ({ category }) => category })
const known = {
  categories: CODES.map((code) => ({ code, parent: code.length > 2 ? code.slice(0, 2) : null })),
  units: ['city'],
}

test('a category falls under its own item, else under that of its main category', () => {
  fc.assert(
    fc.property(list, (items) => {
      const own = itemFor(items, '0101', '01')
      const expected = ['0101', '01'].find((code) => items.some(({ category }) => category === code))
      expect(own?.category).toBe(expected)
      expect(itemFor(items, '01', null)?.category).toBe(
        items.some(({ category }) => category === '01') ? '01' : undefined,
      )
    }),
  )
})

test('a list has no change against itself, and each change is taken back by the other way round', () => {
  fc.assert(
    fc.property(list, list, (a, b) => {
      expect(compareLists(a, a.toReversed())).toEqual([])
      const turned = compareLists(b, a).map(({ category, before, after, fields }) => ({
        category,
        before: after,
        after: before,
        fields,
      }))
      expect(compareLists(a, b)).toEqual(turned)
    }),
  )
})

test('what has no fault has every text, known codes, and no category twice', () => {
  fc.assert(
    fc.property(fc.array(item, { maxLength: 4 }), (items) => {
      const isWhole = items.every(
        ({ category, tasks, unit, ...texts }) =>
          CODES.includes(category) &&
          tasks.length > 0 &&
          unit !== 'gone' &&
          Object.values(texts).every((one) => one.trim() !== ''),
      )
      const isOnce = new Set(items.map(({ category }) => category)).size === items.length
      expect(faultsOf(items, known).length === 0).toBe(isWhole && isOnce)
    }),
  )
})

test('published one after the other, from the earliest day on, the later version is always the later one', () => {
  const day = fc.integer({ min: 1, max: 28 }).map((of) => `2026-02-${String(of).padStart(2, '0')}`)
  fc.assert(
    fc.property(fc.array(fc.tuple(day, day), { maxLength: 6 }), day, (wishes, asked) => {
      const versions: Dated[] = []
      for (const [today, wished] of wishes) {
        const earliest = earliestDay(versions, today)
        versions.push({ version: versions.length + 1, validFrom: wished < earliest ? earliest : wished })
      }
      const begun = versions.filter(({ validFrom }) => validFrom <= asked)
      expect(begun.map(({ version }) => version)).toEqual(begun.map((_, i) => i + 1))
    }),
  )
})
