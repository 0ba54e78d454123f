import fc from 'fast-check'
import { expect, test } from 'vitest'
import { codesIn } from '../../../web/evaluation/training/codes-in.ts'
import { inGroups } from '../../../web/evaluation/training/in-groups.ts'
import { readTrainingView, writeTrainingView } from '../../../web/evaluation/training/training-view.ts'

const code = fc.stringMatching(/^[A-Z0-9-]{1,12}$/)
const gap = fc.constantFrom(' ', '\n', '\r\n', ',', '，', '；', '、', '\t', ', ', '\n\n')

test('pasted codes are found whatever parts them, each once', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(code, gap)), (parts) => {
      const text = parts.map(([one, after]) => one + after).join('')
      expect(codesIn(text)).toEqual([...new Set(parts.map(([one]) => one))])
    }),
  )
})

test('groups hold every item once, in the order in which they come', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', 'b', 'c')), (items) => {
      const groups = inGroups(items, (item) => item)
      expect(groups.map(({ name }) => name)).toEqual([...new Set(items)])
      expect(groups.flatMap(({ items: own }) => own).toSorted()).toEqual(items.toSorted())
    }),
  )
})

test('what is looked at comes back from the address', () => {
  const view = fc.record({
    view: fc.constantFrom('sessions' as const, 'due' as const, 'courses' as const, 'plan' as const),
    township: fc.option(fc.stringMatching(/^\d{9}$/)),
    year: fc.option(fc.integer({ min: 1970, max: 2099 })),
    session: fc.option(fc.integer({ min: 1, max: 999_999_999 })),
  })
  fc.assert(
    fc.property(view, (wanted) => {
      const search = writeTrainingView(wanted, '?lang=en')
      expect(readTrainingView(`?${search}`)).toEqual(wanted)
      expect(search).toContain('lang=en')
    }),
  )
})
