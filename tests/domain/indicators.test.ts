import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addFigures,
  changeAgainst,
  closingRate,
  emergencyOnTimeRate,
  emptyFigures,
  householdsPerOperator,
  incidentsPerThousandHouseholds,
  onTimeRate,
  vacancyRate,
  visitedShare,
  type FigureCounts,
} from '../../server/domain/indicators.ts'

/** Counts as they can occur: no part is larger than its whole. */
const figures: fc.Arbitrary<FigureCounts> = fc
  .array(fc.nat(1000), { minLength: 8, maxLength: 8 })
  .map(
    ([open = 0, overdue = 0, closed = 0, rejected = 0, late = 0, unclosed = 0, onTime = 0, early = 0]) => ({
      reported: open + closed + rejected,
      open,
      overdue: Math.min(overdue, open),
      closed,
      rejected,
      emergency: Math.min(overdue, open + closed + rejected),
      due: onTime + late + unclosed,
      dueClosed: onTime + late,
      dueOnTime: onTime,
      emergencyDue: Math.min(early, onTime + late + unclosed),
      emergencyOnTime: Math.min(early, onTime),
    }),
  )

describe('figures', () => {
  test('children and what is not located add up to the parent, in any order', () => {
    fc.assert(
      fc.property(fc.array(figures), figures, (children, notLocated) => {
        const parent = [...children, notLocated].reduce(addFigures, emptyFigures())
        expect([notLocated, ...children.toReversed()].reduce(addFigures, emptyFigures())).toEqual(parent)
        expect(parent.due).toBe(children.reduce((sum, child) => sum + child.due, notLocated.due))
      }),
    )
  })

  test('nothing added changes nothing', () => {
    fc.assert(
      fc.property(figures, (one) => {
        expect(addFigures(one, emptyFigures())).toEqual(one)
      }),
    )
  })

  test('every share is from 0 to 1, and on time is never above closed', () => {
    fc.assert(
      fc.property(fc.array(figures), (children) => {
        const sum = children.reduce(addFigures, emptyFigures())
        for (const { share } of [closingRate(sum), onTimeRate(sum), emergencyOnTimeRate(sum)]) {
          if (share !== null) expect(share >= 0 && share <= 1).toBe(true)
        }
        expect(onTimeRate(sum).share ?? 0).toBeLessThanOrEqual(closingRate(sum).share ?? 0)
      }),
    )
  })
})

describe('rates', () => {
  test('over nothing is not zero', () => {
    expect(closingRate(emptyFigures())).toEqual({ numerator: 0, denominator: 0, share: null, few: true })
  })

  test.each([
    [4, true],
    [5, false],
  ])('a denominator of %d: few is %s', (due, few) => {
    expect(onTimeRate({ ...emptyFigures(), due, dueOnTime: 3 }).few).toBe(few)
  })

  test('coverage', () => {
    expect(visitedShare({ cells: 200, visitedCells: 150 }).share).toBe(0.75)
    expect(vacancyRate({ grids: 50, vacantGrids: 2 }).share).toBe(0.04)
  })
})

describe('ratios', () => {
  test.each([
    [30, 600, 50],
    [0, 600, 0],
    [30, 0, null],
    [30, null, null],
  ])('%d incidents over %s households: %s per thousand', (reported, households, value) => {
    expect(incidentsPerThousandHouseholds(reported, households).value).toBe(value)
  })

  test.each([
    [900, 3, 300],
    [900, 0, null],
    [null, 3, null],
  ])('%s households over %d operators: %s each', (households, operators, value) => {
    expect(householdsPerOperator({ households, operators }).value).toBe(value)
  })

  test('change against the window before', () => {
    expect(changeAgainst(12, 10)).toEqual({ difference: 2, share: 0.2 })
    expect(changeAgainst(12, 0)).toEqual({ difference: 12, share: null })
  })
})
