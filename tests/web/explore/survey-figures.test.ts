import { expect, test } from 'vitest'
import { emptyFigures } from '../../../server/domain/indicators.ts'
import { eachQuestion } from '../../../server/domain/survey/question.ts'
import { weightedShare } from '../../../server/domain/survey/weighted-share.ts'
import { choropleth, scaleOf } from '../../../web/explore/choropleth.ts'
import { figureValue } from '../../../web/explore/figures.ts'

const RAMPS = { sequential: ['s'], diverging: ['far', 'below', 'near', 'above', 'well'] }
const areaOf = (positive: number, answered: number) => ({
  totals: emptyFigures(),
  care: null,
  trained: null,
  households: 200,
  survey: eachQuestion(() => weightedShare([{ households: 200, positive, answered }])),
})

test('areas are coloured about the target of the survey, few and none by their patterns', () => {
  const shares = [
    areaOf(9, 20),
    areaOf(11, 20),
    areaOf(13, 20),
    areaOf(15, 20),
    areaOf(18, 20),
    areaOf(2, 3),
    areaOf(0, 0),
  ]
  const entries = shares.map((area, id) => ({ id, value: figureValue('awareness', area) }))
  const { fills, classes, few, noData } = choropleth(entries, 'share', scaleOf('awareness'), RAMPS, 0.7)
  expect([...fills.values()]).toEqual(['far', 'below', 'near', 'well', 'well', 'few', 'nodata'])
  expect(classes.map(({ from }) => from)).toEqual([0, 0.5, 0.6, 0.7, 0.75])
  expect([few, noData]).toEqual([1, 1])
  expect(figureValue('awareness', areaOf(2, 3)).parts).toEqual({ numerator: 2, denominator: 3 })
  expect(figureValue('awareness', { ...areaOf(2, 3), survey: null }).value).toBe(null)
})
