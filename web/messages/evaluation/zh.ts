import { quarterZh } from '../quarter.ts'
import type { PageName } from '../../evaluation/pages.ts'

export const evaluationZh = {
  pagesLabel: '考评各页',
  quarter: quarterZh,
  pages: {
    scorecards: '评分',
    commendations: '表彰',
    report: '季报',
    duties: '事项清单',
    training: '培训',
    surveys: '问卷调查',
    plan: '推进计划',
  } satisfies Record<PageName, string>,
}
