/** Planned 计划中 → open 进行中 (drawn, and answers come in) → closed 已结束 (its results stand). */
export const SURVEY_STATES = ['planned', 'open', 'closed'] as const
export type SurveyState = (typeof SURVEY_STATES)[number]

export const SURVEY_STEPS = {
  draw: { from: 'planned', to: 'open' },
  close: { from: 'open', to: 'closed' },
} as const satisfies Record<string, { from: SurveyState; to: SurveyState }>
export type SurveyStep = keyof typeof SURVEY_STEPS
