import type { FastifyReply, FastifyRequest } from 'fastify'
import { areaInScope, rolesAt, rootsOf } from '../accounts/scope.ts'
import { viewerOf, type Viewer } from '../accounts/viewer.ts'
import type { App } from '../app-types.ts'
import type { AreaCache } from '../areas/area-cache.ts'
import type { AreaIndex, AreaNode } from '../areas/area-index.ts'
import type { Config } from '../config.ts'
import type { Db } from '../db/connect.ts'
import { may } from '../domain/permission.ts'
import { CodedError } from '../errors.ts'
import { displayAgain, type DisplayViewer } from '../displays/display-viewer.ts'
import { meetDisplay } from '../displays/meet-display.ts'
import { notModified } from '../etag.ts'
import type { ColumnCache } from '../incidents/column-cache.ts'
import type { Feed } from '../live/feed.ts'
import { openStream, type Reader } from '../live/open-stream.ts'
import type { OpenStreams } from '../live/open-streams.ts'
import { personAsReader } from '../live/routes.ts'
import { countyDay, dateOf } from '../patrols/day.ts'
import type { VisitCache } from '../patrols/visits/visit-cache.ts'
import { wallContract, type WallPlan } from './contract.ts'
import { paintPicture } from './paint-picture.ts'
import { PictureCache } from './picture-cache.ts'
import { readPlanRow } from './plan-queries.ts'
import { planOf } from './read-plan.ts'
import type { NearestNoter, StaffReader } from './staff.ts'

const BEFORE_DAYS = 30

/** A display that reloads leaves its stream behind for a moment; more than this are copies of it. */
const MOST_OF_DISPLAY = 4

type Dependencies = {
  db: Db
  areas: AreaCache
  columns: ColumnCache
  visits: VisitCache
  feed: Feed
  streams: OpenStreams
  mostStreams: number
  config: Pick<Config, 'publicUrl'>
  offsetMs: (ms: number) => number
  /** Tells one build of the web application from another. */
  build: string
  readStaff: StaffReader
  noteNearest: NearestNoter
  viewerAgain: (request: FastifyRequest) => Promise<Viewer | null>
}

/** What walls show, for displays, and for people who look at the same. */
export function wallRoutes(app: App, dependencies: Dependencies): void {
  const { db, areas, columns, visits, feed, offsetMs, build, readStaff, noteNearest, viewerAgain } =
    dependencies
  const { publicUrl } = dependencies.config

  const pictures = new PictureCache(async (area) => {
    const now = Date.now()
    const today = countyDay(now, offsetMs)
    const moment = { now, day: dateOf(today), dayBefore: dateOf(today - BEFORE_DAYS) }
    // Asked before the rows are, which may hold more: a step that is told of again changes nothing.
    const { seq } = feed
    const snapshot = await columns.current()
    const [staff, known] = await Promise.all([readStaff(moment), visits.at(snapshot.areas)])
    const current = snapshot.areas.byCode(area.code) ?? area
    return paintPicture(current, { db, snapshot, visits: known, staff, seq, now, offsetMs, noteNearest })
  })

  app.route({
    ...wallContract.picture,
    config: { forDisplays: true },
    handler: async (request, reply) => {
      const index = await areas.current()
      const area = areaOf(request, index, request.query.area)
      const kept = await pictures.get(area, { seq: feed.seq, release: index.release })
      if (notModified(request, reply, kept.tag)) return reply.code(304).send(null)
      return sendKept(request, reply, kept)
    },
  })

  app.route({
    ...wallContract.plan,
    config: { forDisplays: true },
    handler: async (request, reply): Promise<WallPlan> => {
      const index = await areas.current()
      const area = areaOf(request, index, request.query.area)
      const { display } = request
      if (display) await meetDisplay(db, { display, build: request.query.build ?? null, publicUrl }, reply)
      const now = Date.now()
      const row = display && (await readPlanRow(db, display.id))
      return {
        now: new Date(now).toISOString(),
        build,
        display: display && { id: display.id, name: display.name },
        ...planOf(row, { area, areas: index, now }),
      }
    },
  })

  app.route({
    ...wallContract.live,
    config: { forDisplays: true },
    // A question for the headers alone would hold a stream.
    exposeHeadRoute: false,
    handler: async (request, reply) => {
      const { cursor } = request.query
      areaOf(request, await areas.current(), undefined)
      const first = request.display ? displayAsReader(request.display) : personAsReader(viewerOf(request))
      openStream(dependencies, { request, reply, cursor }, first, async () => {
        if (request.display === null) {
          const viewer = await viewerAgain(request)
          return viewer && personAsReader(viewer)
        }
        const display = await displayAgain(db, request.display)
        return display && displayAsReader(display)
      })
    },
  })
}

function displayAsReader(display: DisplayViewer): Reader {
  const { id, name, plan } = display
  return { key: `display ${id}`, name, most: MOST_OF_DISPLAY, sight: display, plan }
}

/**
 * The area that a wall is about: a display's own, or one inside it; of a person, one that they see, or the first of theirs. Throws
 * out_of_scope, and not_allowed for whoever neither sends people nor sets walls up.
 */
function areaOf(request: FastifyRequest, index: AreaIndex, code: string | undefined): AreaNode {
  if (request.display) return areaInScope(request.display, index, code)
  const viewer = viewerOf(request)
  const area = code === undefined ? firstOf(viewer, index) : areaInScope(viewer, index, code)
  if (may(rolesAt(viewer, index, { areaId: area.id, unit: null }), 'seeWall')) return area
  throw new CodedError('not_allowed', 'What walls show is for those who send people or set walls up.')
}

/** Who sees several areas looks at the first of them. */
function firstOf(viewer: Viewer, index: AreaIndex): AreaNode {
  const roots = rootsOf(viewer, index)
  if (roots === null) return areaInScope(viewer, index, undefined)
  const [first] = roots.toSorted((a, b) => a.position - b.position)
  if (first) return first
  throw new CodedError('out_of_scope', 'No area was granted to you.')
}

/** Sends a body as it is kept: the schema was applied to it by whoever painted it. */
function sendKept(request: FastifyRequest, reply: FastifyReply, kept: { json: Buffer; gzip: Buffer }) {
  reply.type('application/json; charset=utf-8').header('vary', 'cookie, accept-encoding')
  const takesGzip = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))
  if (takesGzip) reply.header('content-encoding', 'gzip')
  return reply.send(takesGzip ? kept.gzip : kept.json)
}
