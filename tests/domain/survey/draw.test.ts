import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allocate } from '../../../server/domain/survey/allocate.ts'
import { CODE_LETTERS, readAnswerCode, writeAnswerCode } from '../../../server/domain/survey/answer-code.ts'
import { drawHouseholds, placeHouseholds } from '../../../server/domain/survey/draw.ts'
import {
  addAnswers,
  countReply,
  findMistyped,
  noAnswers,
  type Reply,
} from '../../../server/domain/survey/question.ts'
import { middleOf, monthsOf, movedQuarter } from '../../../server/domain/quarter-name.ts'
import { chanceOf } from '../../../server/domain/survey/seeded.ts'

const households = fc.array(fc.integer({ min: 0, max: 900 }), { maxLength: 60 })
const plan = fc.record({ total: fc.integer({ min: 1, max: 4000 }), least: fc.integer({ min: 0, max: 12 }) })
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)

describe('a sample that is shared out to grids', () => {
  it('adds up, with the least number in each, never more than live there, and never fewer where more live', () => {
    fc.assert(
      fc.property(households, plan, (counts, asked) => {
        const numbers = allocate(counts, asked)
        const lowest = counts.map((count) => Math.min(count, asked.least))
        expect(sum(numbers)).toBe(Math.min(Math.max(asked.total, sum(lowest)), sum(counts)))
        for (const [i, number] of numbers.entries()) {
          expect(number).toBeGreaterThanOrEqual(lowest[i]!)
          expect(number).toBeLessThanOrEqual(counts[i]!)
          for (const [j, other] of numbers.entries())
            if (counts[i]! < counts[j]!)
              expect(number, `${counts[i]} and ${counts[j]}`).toBeLessThanOrEqual(other)
        }
      }),
    )
  })

  it('is in proportion but for rounding where no least number asks for more', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 100, max: 900 }), { minLength: 1, maxLength: 60 }), (counts) => {
        const total = Math.floor(sum(counts) / 20)
        for (const [i, number] of allocate(counts, { total, least: 0 }).entries())
          expect(Math.abs(number - (total * counts[i]!) / sum(counts))).toBeLessThan(1)
      }),
    )
  })
})

describe('a draw', () => {
  const asked = fc.record({
    households: fc.integer({ min: 1, max: 500 }),
    count: fc.integer({ min: 0, max: 60 }),
  })

  it('takes as many households as it should, none twice, and the same again from the same seed', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), asked, (seed, code, of) => {
        const drawn = drawHouseholds(seed, code, of)
        expect(new Set(drawn).size).toBe(Math.min(of.count, of.households))
        expect(drawn.every((number) => number >= 1 && number <= of.households)).toBe(true)
        expect(drawn).toEqual(drawn.toSorted((a, b) => a - b))
        expect(drawHouseholds(seed, code, of)).toEqual(drawn)
      }),
    )
  })

  it('is what it was when it was made: seeds that were recorded still draw the same', () => {
    expect(
      drawHouseholds('00112233445566778899aabbccddeeff', '130524100001001', { households: 300, count: 6 }),
    ).toEqual([6, 25, 143, 177, 264, 288])
  })

  it('gives every household the same chance', () => {
    const times = 4000
    const hits = Array.from({ length: 20 }, () => 0)
    for (let i = 0; i < times; i += 1)
      for (const number of drawHouseholds(`seed ${i}`, 'grid', { households: 20, count: 5 }))
        hits[number - 1]! += 1
    const expected = (times * 5) / 20
    const chiSquare = sum(hits.map((hit) => (hit - expected) ** 2 / expected))
    // 19 degrees of freedom; without putting back it is smaller still. 43.8 is passed once in a thousand.
    expect(chiSquare).toBeLessThan(43.8)
  })

  it('says of a chance below an end nothing but what lies below it', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 2 ** 31 }), (text, end) => {
        const number = chanceOf(text).below(end)
        expect(number >= 0 && number < end && Number.isInteger(number)).toBe(true)
      }),
    )
  })

  it('puts households at address points, each at one that has them', () => {
    const points = [
      { x: 5, y: 1, households: 2 },
      { x: 1, y: 9, households: 3 },
      { x: 4, y: 9, households: 1 },
      { x: 9, y: 5, households: 0 },
    ]
    expect(placeHouseholds([1, 3, 4, 5, 6, 7], points)).toEqual([
      [1, 1, 9],
      [3, 1, 9],
      [4, 4, 9],
      [5, 5, 1],
      [6, 5, 1],
      [7],
    ])
    expect(placeHouseholds([2, 9], [])).toEqual([[2], [9]])
  })
})

const reply = fc.record({
  awareness: fc.constantFrom(true, false, null),
  participation: fc.constantFrom(true, false, null),
  satisfaction: fc.constantFrom(true, false, null),
}) as fc.Arbitrary<Reply>

it('answers add up, and what was added can be taken back', () => {
  fc.assert(
    fc.property(fc.array(reply), (replies) => {
      const all = replies.map(countReply).reduce((a, b) => addAnswers(a, b), noAnswers())
      expect(all.sheets).toBe(replies.length)
      expect(findMistyped(all)).toBe(null)
      expect(replies.map(countReply).reduce((a, b) => addAnswers(a, b, -1), all)).toEqual(noAnswers())
    }),
  )
  const typed = { ...noAnswers(), sheets: 3 }
  typed.counts.satisfaction = { positive: 2, negative: 2 }
  expect(findMistyped(typed)).toEqual({ question: 'satisfaction', answered: 4 })
})

it('a code reads the same however it is typed', () => {
  const letters = fc.array(fc.constantFrom(...CODE_LETTERS), { minLength: 10, maxLength: 10 })
  fc.assert(
    fc.property(letters, (drawn) => {
      const code = drawn.join('')
      for (const typed of [code, writeAnswerCode(code), ` ${code.toLowerCase()} `, [...code].join('-')])
        expect(readAnswerCode(typed)).toBe(code)
    }),
  )
  for (const wrong of ['', 'ABC', 'ABCDE-FGHJ0', 'ABCDE-FGHIK', 'ABCDE-FGHJKL'])
    expect(readAnswerCode(wrong)).toBe(null)
})

it('quarters are moved, and have their months', () => {
  expect([movedQuarter('2026-Q1', -1), movedQuarter('2026-Q4', 1), movedQuarter('2026-Q3', -7)]).toEqual([
    '2025-Q4',
    '2027-Q1',
    '2024-Q4',
  ])
  expect(monthsOf('2026-Q4')).toEqual(['2026-10-01', '2026-11-01', '2026-12-01'])
  expect(new Date(middleOf('2026-Q1')).toISOString()).toBe('2026-02-15T12:00:00.000Z')
})
