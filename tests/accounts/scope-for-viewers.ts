import { OF_PLAN } from './scope-plan.ts'
import { OF_COMMENDATIONS } from './scope-commendations.ts'
import { OF_EVALUATION } from './scope-evaluation.ts'
import { OF_APP_KEYS } from './scope-open311.ts'
import { OF_COUNTY, OF_DISPLAYS, OF_DUTY } from './scope-routes.ts'
import { OF_SURVEYS } from './scope-surveys.ts'
import { OF_DUTY_LIST, OF_TRAINING } from './scope-training.ts'

/** Rows of the scope matrix: routes by the viewers that they are for; `status` is what these are told, 403 what all others are. */
export const FOR_VIEWERS: Record<string, { url: string; payload?: object; for: string[]; status: number }> = {
  ...OF_COUNTY,
  ...OF_DUTY,
  ...OF_DISPLAYS,
  ...OF_APP_KEYS,
  ...OF_DUTY_LIST,
  ...OF_SURVEYS,
  ...OF_PLAN,
  ...OF_TRAINING,
  ...OF_COMMENDATIONS,
  ...OF_EVALUATION,
}
