import type { Db } from '../../db/connect.ts'

/** What households of an area (null: of the county) answered: of so many, so many said yes, or were satisfied. */
export type SurveyCount = {
  areaId: number | null
  question: 'awareness' | 'participation' | 'satisfaction'
  positive: number
  answered: number
}

/** What is scored of it. Satisfaction is rated case by case; what households say of it stands beside, in the surveys themselves. */
export function isScoredQuestion(
  count: SurveyCount,
): count is SurveyCount & { question: Exclude<SurveyCount['question'], 'satisfaction'> } {
  return count.question !== 'satisfaction'
}

/** Reads what was answered in a quarter [from, to), in milliseconds; surveys are a feature of their own. */
export type SurveyReader = (db: Db, window: { from: number; to: number }) => Promise<readonly SurveyCount[]>
