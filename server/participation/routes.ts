import { areaInScope } from '../accounts/scope.ts'
import { perAccount } from '../accounts/per-account.ts'
import type { App } from '../app-types.ts'
import { isInside } from '../areas/area-index.ts'
import type { AreaCache } from '../areas/area-cache.ts'
import type { Db } from '../db/connect.ts'
import { monthsOf } from '../domain/quarter-name.ts'
import { viewerWho } from '../surveys/access.ts'
import { participationContract } from './contract.ts'
import { enterCount, showCount } from './enter-count.ts'
import { readCounts } from './queries.ts'
import { readParticipation } from './report.ts'

type Dependencies = { db: Db; areas: AreaCache; offsetMs: (ms: number) => number }

/** How people take part, and what managers enter of it. */
export function participationRoutes(app: App, { db, areas, offsetMs }: Dependencies): void {
  app.route({
    ...participationContract.report,
    handler: async (request) => {
      const viewer = viewerWho(request, 'seeSurveyResults')
      const asking = { viewer, areas: await areas.current(), offsetMs, now: Date.now() }
      return readParticipation(db, asking, request.query)
    },
  })

  app.route({
    ...participationContract.counts,
    handler: async (request) => {
      const viewer = viewerWho(request, 'seeSurveyResults')
      const index = await areas.current()
      const area = areaInScope(viewer, index, request.query.area)
      const rows = await readCounts(db, monthsOf(request.query.quarter))
      const inside = rows.filter(({ villageId }) => {
        const node = index.byId(villageId)
        return node !== null && isInside(node, area)
      })
      return { items: inside.map(showCount) }
    },
  })

  app.route({
    ...participationContract.enter,
    config: { rateLimit: perAccount(240) },
    handler: async (request) => {
      const viewer = viewerWho(request, 'enterParticipation')
      const now = Date.now()
      const today = new Date(now + offsetMs(now)).toISOString().slice(0, 10)
      const asking = { viewer, areas: await areas.current(), today }
      return enterCount(db, asking, {
        ...request.params,
        ...request.body,
        ifMatch: request.headers['if-match'],
      })
    },
  })
}
