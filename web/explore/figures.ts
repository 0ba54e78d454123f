import type { Care, Figures, SurveyFigure, TrainedShares } from '../../server/contract.ts'
import {
  householdsPerOperator,
  incidentsPerThousandHouseholds,
  onTimeRate,
  openPerOperator,
  rate,
  visitedShare,
  type Rate,
  type Ratio,
} from '../../server/domain/indicators.ts'
import { QUESTIONS, type Question } from '../../server/domain/survey/question.ts'

/** The figures that the map can be coloured by. */
export const FIGURES = [
  'open',
  'reported',
  'perThousand',
  'onTime',
  'visited',
  'sinceVisit',
  'perOperator',
  'openPerOperator',
  'vacant',
  ...QUESTIONS,
  'trained',
] as const
export type FigureName = (typeof FIGURES)[number]

/** How a figure is classed and written: whole numbers, shares of one, or other quotients. */
export type FigureKind = 'count' | 'share' | 'ratio'

export const FIGURE_KIND: Readonly<Record<FigureName, FigureKind>> = {
  open: 'count',
  reported: 'count',
  perThousand: 'ratio',
  onTime: 'share',
  visited: 'share',
  sinceVisit: 'count',
  perOperator: 'ratio',
  openPerOperator: 'ratio',
  vacant: 'count',
  awareness: 'share',
  participation: 'share',
  satisfaction: 'share',
  trained: 'share',
}

/** Whether a figure is what the latest closed survey found: it is of no window, and not for everybody. */
export function isOfSurvey(name: FigureName): name is Question {
  return (QUESTIONS as readonly string[]).includes(name)
}

/** A value with what it was made of. `few`: a rate over fewer than five, shown as a count. */
export type FigureValue = {
  value: number | null
  few: boolean
  /** For quotients: what was divided by what. */
  parts: { numerator: number; denominator: number } | null
}

/**
 * What is known of one area in the window. `care` is absent while coverage could not be read, `survey` while none was asked for; `trained`
 * is null where fewer than five operators are at home.
 */
export type AreaFigures = {
  totals: Figures
  care: Care | null
  households: number | null
  survey: Record<Question, SurveyFigure> | null
  trained: TrainedShares['total']
}

export function figureValue(
  name: FigureName,
  { totals, care, households, survey, trained }: AreaFigures,
): FigureValue {
  switch (name) {
    case 'open':
      return count(totals.open)
    case 'reported':
      return count(totals.reported)
    case 'perThousand':
      return fromRatio(incidentsPerThousandHouseholds(totals.reported, households))
    case 'onTime':
      return fromRate(onTimeRate(totals))
    case 'visited':
      return care === null ? NOTHING : fromShare(visitedShare(care))
    case 'sinceVisit':
      return care?.daysSinceVisit == null ? NOTHING : count(care.daysSinceVisit)
    case 'perOperator':
      return care === null ? NOTHING : fromRatio(householdsPerOperator(care))
    case 'openPerOperator':
      return care === null ? NOTHING : fromRatio(openPerOperator(totals.open, care))
    case 'vacant':
      return care === null || care.grids === 0 ? NOTHING : count(care.vacantGrids)
    case 'awareness':
    case 'participation':
    case 'satisfaction':
      return survey === null ? NOTHING : ofSurvey(survey[name])
    case 'trained':
      return trained === null ? NOTHING : fromRate(rate(trained.trained, trained.operators))
  }
}

const NOTHING: FigureValue = { value: null, few: false, parts: null }

function count(value: number): FigureValue {
  return { value, few: false, parts: null }
}

function fromRate({ numerator, denominator, share, few }: Rate): FigureValue {
  return { value: share, few: few && share !== null, parts: { numerator, denominator } }
}

/** Cells are no sample of anything: their share holds however few there are. */
function fromShare(share: Rate): FigureValue {
  return { ...fromRate(share), few: false }
}

/** The share is weighted by households; what it was counted from stands beside it. */
function ofSurvey({ share, few, positive, answered }: SurveyFigure): FigureValue {
  return { value: share, few: few && share !== null, parts: { numerator: positive, denominator: answered } }
}

function fromRatio({ numerator, denominator, value }: Ratio): FigureValue {
  return { value, few: false, parts: denominator === null ? null : { numerator, denominator } }
}
