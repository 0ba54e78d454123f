import type { App } from '../app-types.ts'
import { appealRoutes } from './appeals/appeal-routes.ts'
import { closingRoutes } from './closing/routes.ts'
import { staffingRoutes } from './closing/staffing-routes.ts'
import { factsRoutes } from './facts/routes.ts'
import { scorecardRoutes } from './routes.ts'

/** All of the quarter: scorecards, what they are counted by, closing, what was kept then, and appeals. */
export function evaluationRoutes(app: App, dependencies: Parameters<typeof closingRoutes>[1]): void {
  scorecardRoutes(app, dependencies)
  factsRoutes(app, dependencies)
  closingRoutes(app, dependencies)
  staffingRoutes(app, dependencies)
  appealRoutes(app, dependencies)
}
