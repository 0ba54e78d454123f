import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvReader } from '../../server/imports/csv-records.ts'

const read = (text: string, at: readonly number[] = []) => {
  const reader = csvReader(',')
  const cuts = [0, ...at.map((cut) => cut % (text.length + 1)).toSorted((a, b) => a - b), text.length]
  const records = cuts.slice(1).flatMap((cut, i) => reader.push(text.slice(cuts[i], cut)))
  return [...records, ...reader.end()]
}

test('values come back as they were quoted, each record with the line it begins on, however the text is cut', () => {
  const value = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r\n', '路', ' '), maxLength: 6 })
  const end = fc.constantFrom('\n', '\r\n')
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.array(value, { minLength: 2, maxLength: 4 }), end), { maxLength: 6 }),
      fc.array(fc.nat(), { maxLength: 5 }),
      (rows, cuts) => {
        const quote = (text: string) => `"${text.replaceAll('"', '""')}"`
        const lines = rows.map(([values, lineEnd]) => values.map(quote).join(',') + lineEnd)
        const expected = rows.map(([values], i) => ({
          line: lines.slice(0, i).join('').split('\n').length,
          values,
          isUnclosed: false,
        }))
        expect(read(lines.join(''), cuts)).toEqual(expected)
      },
    ),
  )
})

test.each([
  [
    'a,b\rc,d\r',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  [
    'a,b\n\n\nc,d',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  [
    'a,\n,b\n',
    [
      ['a', ''],
      ['', 'b'],
    ],
  ],
  ['5" pipe,b\n', [['5" pipe', 'b']]],
  ['"Main" street,b\n', [['Main street', 'b']]],
  ['', []],
])('%j', (text, expected) => {
  expect(read(text).map(({ values }) => values)).toEqual(expected)
})

test('a quote that is not closed costs its own line', () => {
  const long = `a,"b\n${'c,d\n'.repeat(300_000)}`
  const records = read(long, [1000, 500_000, 1_100_000])
  expect(records.length).toBe(300_001)
  expect(records[0]).toMatchObject({ line: 1, isUnclosed: true })
  expect(records.at(-1)).toEqual({ line: 300_001, values: ['c', 'd'], isUnclosed: false })
})
