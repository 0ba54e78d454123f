import { areaInScope, readInViewersScope, rootsOf } from '../../accounts/scope.ts'
import { viewerOf, type Viewer } from '../../accounts/viewer.ts'
import type { App } from '../../app-types.ts'
import { isInside, type AreaIndex, type AreaNode } from '../../areas/area-index.ts'
import type { Db } from '../../db/connect.ts'
import { likelyMinutes, nearestTo } from '../../domain/patrol/reach.ts'
import type { ColumnCache } from '../../incidents/column-cache.ts'
import { countyDay, dateOf } from '../day.ts'
import { reachContract, type Reach } from './reach-contract.ts'
import { readNumbers } from './reach-queries.ts'
import { urgentOpen } from './urgent-open.ts'

const USUAL_LIMIT = 500

/** Somebody on duty; `place`: null where nothing good is known of the last half hour. */
type OnDuty = {
  code: string
  name: string
  place: { lon: number; lat: number; at: Date } | null
}

/** Where the operators of an area are; it notes that it was read, and throws not_allowed for whoever sends nobody. */
export type LatestReader = (
  who: { viewer: Viewer; areas: AreaIndex },
  area: AreaNode,
  moment: { now: number; day: string },
) => Promise<OnDuty[]>

type Dependencies = {
  db: Db
  columns: ColumnCache
  offsetMs: (ms: number) => number
  readLatest: LatestReader
}

export function reachRoutes(app: App, { db, columns, offsetMs, readLatest }: Dependencies): void {
  app.route({
    ...reachContract.reach,
    handler: async (request): Promise<Reach> => {
      const viewer = viewerOf(request)
      const { columns: rows, areas } = await columns.current()
      const area = areaInScope(viewer, areas, request.query.area)
      const now = Date.now()
      const who = { viewer, areas }
      // Who is nearest may be of the township beside it.
      const home = rootsOf(viewer, areas)?.find((root) => isInside(area, root)) ?? areas.county ?? area
      const latest = await readLatest(who, home, { now, day: dateOf(countyDay(now, offsetMs)) })
      const placed = latest.flatMap(({ place, ...operator }) => (place ? [{ ...operator, ...place }] : []))
      const { open, items } = urgentOpen(rows, area, request.query.limit ?? USUAL_LIMIT)
      const ids = items.map(({ id }) => id)
      const numbers = await readInViewersScope(db, who, (trx) => readNumbers(trx, ids))
      return {
        area: area.code,
        at: new Date(now).toISOString(),
        open,
        onDuty: placed.length,
        items: items.flatMap((incident) => {
          const number = numbers.get(incident.id)
          return number === undefined ? [] : [{ ...incident, number, nearest: nearestOf(incident, placed) }]
        }),
      }
    },
  })
}

type Placed = { code: string; name: string; lon: number; lat: number; at: Date }

function nearestOf(
  incident: { lon: number; lat: number },
  placed: readonly Placed[],
): Reach['items'][number]['nearest'] {
  const nearest = nearestTo(incident, placed)
  if (nearest === null) return null
  const { code, name, lon, lat, at } = nearest.found
  const metres = Math.round(nearest.metres)
  const minutes = Math.round(likelyMinutes(nearest.metres) * 10) / 10
  return { code, name, lon, lat, at: at.toISOString(), metres, minutes }
}
