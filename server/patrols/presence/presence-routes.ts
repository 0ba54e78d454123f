import type { FastifyRequest } from 'fastify'
import { areaInScope } from '../../accounts/scope.ts'
import { viewerOf } from '../../accounts/viewer.ts'
import type { App } from '../../app-types.ts'
import type { AreaCache } from '../../areas/area-cache.ts'
import type { Db } from '../../db/connect.ts'
import { dayOfDate } from '../../domain/calendar.ts'
import { visitedShare } from '../../domain/indicators.ts'
import { addHours, emptyWeek, possibleWeek } from '../../domain/patrol/presence-week.ts'
import { readWindow } from '../../window.ts'
import { countyDay, dateOf, DAY_MS, readDay } from '../day.ts'
import { presenceContract } from './presence-contract.ts'
import { readKeptSince, readPassages, readPresence } from './presence-queries.ts'
import { passagesBySlot } from './replay.ts'
import type { VisitCache } from '../visits/visit-cache.ts'

const USUAL_WEEKS = 12
const WEEK_DAYS = 7
const HOUR_MS = 3_600_000

type Dependencies = { db: Db; areas: AreaCache; visits: VisitCache; offsetMs: (ms: number) => number }

/** How the care of grids goes on over weeks, hours and a day. */
export function presenceRoutes(app: App, { db, areas, visits, offsetMs }: Dependencies): void {
  async function gridsOf(request: FastifyRequest, code: string | undefined) {
    const index = await areas.current()
    const area = areaInScope(viewerOf(request), index, code)
    return { index, area, grids: index.within(area, 'grid') }
  }

  app.route({
    ...presenceContract.trend,
    handler: async (request) => {
      const { index, area, grids } = await gridsOf(request, request.query.area)
      const { days, ground } = await visits.at(index)
      const today = countyDay(Date.now(), offsetMs)
      const { weeks = USUAL_WEEKS } = request.query
      const cellsOf = grids.map((grid) => ground.ofGrid.get(grid.id) ?? [])
      const cells = cellsOf.reduce((sum, places) => sum + places.length, 0)
      return {
        area: area.code,
        cells,
        weeks: Array.from({ length: weeks }, (_, i) => {
          const to = today - WEEK_DAYS * (weeks - 1 - i)
          const from = to - WEEK_DAYS + 1
          const visited = days.within(from, to)
          const visitedCells = cellsOf.reduce((sum, places) => sum + visited.count(places), 0)
          const { share } = visitedShare({ cells, visitedCells })
          return { from: dateOf(from), to: dateOf(to), visitedCells, visitedShare: share }
        }),
      }
    },
  })

  app.route({
    ...presenceContract.presence,
    handler: async (request) => {
      const { area, grids } = await gridsOf(request, request.query.area)
      const now = Date.now()
      const asked = readWindow(request.query, now)
      const since = (await readKeptSince(db)).presence
      const to = countyDay(asked.to - 1, offsetMs)
      // Days before the first that is kept say nothing, for nobody was counted.
      const from = Math.max(countyDay(asked.from, offsetMs), since === null ? to + 1 : dayOfDate(since))
      const present = emptyWeek()
      const days = { from: dateOf(from), to: dateOf(to) }
      const ids = grids.map(({ id }) => id)
      for (const row of await readPresence(db, ids, days))
        addHours(present, row.weekday, row.hours, row.count)
      const today = countyDay(now, offsetMs)
      const hourNow = Math.floor(((now + offsetMs(now)) % DAY_MS) / HOUR_MS)
      const possible = possibleWeek(grids.length, { from, to }, { today, hourNow })
      return { area: area.code, ...days, since, present, possible }
    },
  })

  app.route({
    ...presenceContract.replay,
    handler: async (request) => {
      const { index, area, grids } = await gridsOf(request, request.query.area)
      const day = readDay(request.query.day ?? dateOf(countyDay(Date.now(), offsetMs)))
      const [{ passages: since }, rows, known] = await Promise.all([
        readKeptSince(db),
        readPassages(db, day),
        visits.at(index),
      ])
      return { area: area.code, day, since, slots: passagesBySlot(rows, grids, known) }
    },
  })
}
