import type { evaluationZh } from './zh.ts'

export const evaluationEn: typeof evaluationZh = {
  pagesLabel: 'Pages of the evaluation',
  quarter: (year, number) => `Q${number} ${year}`,
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
