import { quarterEn } from '../quarter.ts'
import type { evaluationZh } from './zh.ts'

export const evaluationEn: typeof evaluationZh = {
  pagesLabel: 'Pages of the evaluation',
  quarter: quarterEn,
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
