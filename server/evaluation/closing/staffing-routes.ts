import { areaInScope, rootsOf } from '../../accounts/scope.ts'
import type { App } from '../../app-types.ts'
import type { AreaCache } from '../../areas/area-cache.ts'
import { isInside } from '../../areas/area-index.ts'
import type { Db } from '../../db/connect.ts'
import { CodedError } from '../../errors.ts'
import { evaluatorOf } from '../access.ts'
import { staffingContract } from '../staffing-contract.ts'
import { begunQuarter } from '../quarters.ts'
import { readClosing } from './frozen-queries.ts'
import { readStaffing } from './staffing-queries.ts'

type Dependencies = { db: Db; areas: AreaCache; offsetMs: (ms: number) => number }

/** How grids were staffed when a quarter was closed. */
export function staffingRoutes(app: App, { db, areas, offsetMs }: Dependencies): void {
  app.route({
    ...staffingContract.staffing,
    handler: async (request) => {
      const viewer = evaluatorOf(request, 'seeEvaluation')
      const { name } = begunQuarter(request.params.quarter, { now: Date.now(), offsetMs })
      const index = await areas.current()
      const area = areaInScope(viewer, index, request.query.area)
      const closing = await readClosing(db, name)
      if (closing === null) throw new CodedError('quarter_open', `${name} is not closed.`)
      const kept = await readStaffing(db, name)
      // A township that is no more is in no area of now: who sees the county still sees what was kept of it.
      const isAll = area === index.county && rootsOf(viewer, index) === null
      const isShown = ({ code }: { code: string }): boolean => {
        const node = index.byCode(code)
        return isAll || (node !== null && isInside(node, area))
      }
      return { quarter: name, at: closing.closedAt, items: kept && kept.filter(isShown) }
    },
  })
}
