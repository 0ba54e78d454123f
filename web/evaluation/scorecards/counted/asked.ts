import type {
  CardLevel,
  ContextName,
  IndicatorName,
} from '../../../../server/domain/evaluation/indicators.ts'

/** A figure whose incidents are asked for: whose, by which name, and what it counts. */
export type Asked = {
  code: string
  name: string
  level: CardLevel | 'county'
  indicator: IndicatorName | ContextName
  /** Which part is shown first. */
  part?: 'numerator' | 'denominator'
}
