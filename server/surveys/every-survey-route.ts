import type { App } from '../app-types.ts'
import type { AreaCache } from '../areas/area-cache.ts'
import type { Db } from '../db/connect.ts'
import { answerRoutes } from './answer-routes.ts'
import { surveyGridRoutes } from './grid-routes.ts'
import { surveyRoutes } from './routes.ts'

type Dependencies = { db: Db; areas: AreaCache; offsetMs: (ms: number) => number }

/** All of surveys: as a whole, grid by grid, and how a household answers. */
export function everySurveyRoute(app: App, dependencies: Dependencies): void {
  surveyRoutes(app, dependencies)
  surveyGridRoutes(app, dependencies)
  answerRoutes(app, dependencies)
}
