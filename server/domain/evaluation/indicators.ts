/** What a scorecard is of: the areas of a level, or the units that handle. */
export const CARD_LEVELS = ['township', 'village', 'grid', 'unit'] as const
export type CardLevel = (typeof CARD_LEVELS)[number]

type IndicatorRule = {
  /** Which way is good. */
  better: 'higher' | 'lower'
  /** Of what it is known. */
  levels: readonly CardLevel[]
  /** From the households that were asked, not from incidents. */
  survey?: true
}

const EVERYWHERE = CARD_LEVELS
const AREAS = ['township', 'village', 'grid'] as const
const SURVEYED = ['township', 'village'] as const

/**
 * The shares that are scored (domain.md, "Indicators"), in the order in which they are shown. Filing, a return and what happens
 * again say nothing of the unit that was sent: the centre files, and the centre chose the unit.
 */
export const INDICATORS = {
  filing: { better: 'higher', levels: AREAS },
  closing: { better: 'higher', levels: EVERYWHERE },
  onTime: { better: 'higher', levels: EVERYWHERE },
  emergencyOnTime: { better: 'higher', levels: EVERYWHERE },
  rework: { better: 'lower', levels: EVERYWHERE },
  returned: { better: 'lower', levels: AREAS },
  extended: { better: 'lower', levels: EVERYWHERE },
  suspended: { better: 'lower', levels: EVERYWHERE },
  recurrence: { better: 'lower', levels: AREAS },
  satisfaction: { better: 'higher', levels: EVERYWHERE },
  awareness: { better: 'higher', levels: SURVEYED, survey: true },
  participation: { better: 'higher', levels: SURVEYED, survey: true },
} as const satisfies Record<string, IndicatorRule>

export type IndicatorName = keyof typeof INDICATORS
export const INDICATOR_NAMES = Object.keys(INDICATORS) as IndicatorName[]

/** Counts that stand beside the score and never enter it. */
export const CONTEXT_NAMES = ['validReports', 'overdue', 'supervised'] as const
export type ContextName = (typeof CONTEXT_NAMES)[number]

export function indicatorRule(name: IndicatorName): IndicatorRule {
  return INDICATORS[name]
}
