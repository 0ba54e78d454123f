import type { App } from '../app-types.ts'
import type { AreaCache } from '../areas/area-cache.ts'
import type { Db } from '../db/connect.ts'
import { appealRoutes } from './appeals/appeal-routes.ts'
import { closingRoutes } from './closing/routes.ts'
import type { StaffReader } from './closing/staffing.ts'
import { staffingRoutes } from './closing/staffing-routes.ts'
import type { SurveyReader } from './counting/survey-counts.ts'
import { factsRoutes } from './facts/routes.ts'
import type { ReckoningCache } from './reckoning-cache.ts'
import { scorecardRoutes } from './routes.ts'

type Dependencies = {
  db: Db
  areas: AreaCache
  reckonings: ReckoningCache
  readSurveys: SurveyReader
  readStaff: StaffReader
  offsetMs: (ms: number) => number
}

/** All of the quarter: scorecards, what they are counted by, closing, what was kept then, and appeals. */
export function evaluationRoutes(app: App, dependencies: Dependencies): void {
  scorecardRoutes(app, dependencies)
  factsRoutes(app, dependencies)
  closingRoutes(app, dependencies)
  staffingRoutes(app, dependencies)
  appealRoutes(app, dependencies)
}
