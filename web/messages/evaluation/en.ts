import type { evaluationZh } from './zh.ts'

export const evaluationEn: typeof evaluationZh = {
  pagesLabel: 'Pages of the evaluation',
  pages: {
    scorecards: 'Scorecards',
    commendations: 'Commendation',
    report: 'Quarterly report',
    duties: 'List of duties',
    training: 'Training',
    surveys: 'Surveys',
    plan: 'Promotion plan',
  },
}
