import { OF_COMMENDATIONS } from './scope-commendations.ts'
import { OF_COUNTY, OF_DISPLAYS, OF_DUTY } from './scope-routes.ts'
import { OF_DUTY_LIST } from './scope-training.ts'

/** Rows of the scope matrix: routes by the viewers that they are for; `status` is what these are told, 403 what all others are. */
export const FOR_VIEWERS: Record<string, { url: string; payload?: object; for: string[]; status: number }> = {
  ...OF_COUNTY,
  ...OF_DUTY,
  ...OF_DISPLAYS,
  ...OF_DUTY_LIST,
  ...OF_COMMENDATIONS,
}
