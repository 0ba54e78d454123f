import type { FastifyRequest } from 'fastify'
import { perAccount } from '../accounts/per-account.ts'
import { areaInScope } from '../accounts/scope.ts'
import { viewerOf } from '../accounts/viewer.ts'
import type { App } from '../app-types.ts'
import type { AreaCache } from '../areas/area-cache.ts'
import { isInside } from '../areas/area-index.ts'
import { partsLevel } from '../areas/parts-level.ts'
import type { Db } from '../db/connect.ts'
import { readVersion } from '../if-match.ts'
import { checkedDay } from '../operators/checked-day.ts'
import { requireReader, type StaffWho } from '../operators/staff-scope.ts'
import { mayManage, requireTrainingReader } from './access.ts'
import { trainingContract } from './contract.ts'
import { addCourse, changeCourse, readCourses } from './courses.ts'
import { readDue, readShares } from './due.ts'
import { enterResults, type Qualifications } from './enter-results.ts'
import { addLine, changeLine, readPlan } from './plan.ts'
import { addSession, changeSession, listSessions, showSession } from './sessions.ts'
import { localDate, localMidnight } from '../domain/local-date.ts'

const CHANGES = perAccount(240)

type Dependencies = {
  db: Db
  areas: AreaCache
  offsetMs: (ms: number) => number
  qualifications: Qualifications
}

/** Courses, their sessions and what came of them, the plan, who is due, and what share of operators is trained. */
export function trainingRoutes(app: App, { db, areas, offsetMs, qualifications }: Dependencies): void {
  const dayOf = (ms: number): string => localDate(ms, offsetMs)
  const beginsAt = (day: string): number => localMidnight(day, offsetMs)
  const asking = async (request: FastifyRequest): Promise<StaffWho> => {
    const who = { viewer: viewerOf(request), areas: await areas.current() }
    requireTrainingReader(who)
    return who
  }
  /** Whether something for an area belongs into a list of the area of a code: it lies there, or is for more than that. */
  const insideOf = (who: StaffWho, code: string | undefined) => {
    const area = code === undefined ? null : areaInScope(who.viewer, who.areas, code)
    return (areaId: number): boolean => {
      const at = who.areas.heirOf(areaId)
      return area === null || (at !== null && (isInside(at, area) || isInside(area, at)))
    }
  }
  const seen = (request: FastifyRequest & { params: { id: number } }) => ({
    id: request.params.id,
    version: readVersion(request.headers['if-match']),
  })

  app.route({
    ...trainingContract.courses,
    handler: async (request) => {
      const who = await asking(request)
      return { items: await readCourses(db), mayManage: mayManage(who, who.areas.county) }
    },
  })

  app.route({
    ...trainingContract.addCourse,
    config: { rateLimit: CHANGES },
    handler: async (request, reply) =>
      reply.code(201).send(await addCourse(db, await asking(request), request.body)),
  })

  app.route({
    ...trainingContract.changeCourse,
    config: { rateLimit: CHANGES },
    handler: async (request) => changeCourse(db, await asking(request), seen(request), request.body),
  })

  app.route({
    ...trainingContract.sessions,
    handler: async (request) => {
      const who = await asking(request)
      const { area, from, to } = request.query
      const span = [checkedDay('from', from), checkedDay('to', to)].map((day) => new Date(beginsAt(day)))
      return { items: await listSessions(db, who, span as [Date, Date], insideOf(who, area)) }
    },
  })

  app.route({
    ...trainingContract.session,
    handler: async (request) => showSession(db, await asking(request), request.params.id),
  })

  app.route({
    ...trainingContract.addSession,
    config: { rateLimit: CHANGES },
    handler: async (request, reply) => {
      const who = await asking(request)
      const id = await addSession(db, who, request.body)
      return reply.code(201).send(await showSession(db, who, id))
    },
  })

  app.route({
    ...trainingContract.changeSession,
    config: { rateLimit: CHANGES },
    handler: async (request) => {
      const who = await asking(request)
      await changeSession(db, who, seen(request), request.body)
      return showSession(db, who, request.params.id)
    },
  })

  app.route({
    ...trainingContract.enter,
    config: { rateLimit: CHANGES },
    handler: async (request) => {
      const who = await asking(request)
      const terms = { now: Date.now(), dayOf, qualifications }
      await enterResults(db, who, seen(request), request.body.entries, terms)
      return showSession(db, who, request.params.id)
    },
  })

  app.route({
    ...trainingContract.plan,
    handler: async (request) => {
      const who = await asking(request)
      const { area, year } = request.query
      const moments = { now: Date.now(), beginsAt }
      return { items: await readPlan(db, who, year, moments, insideOf(who, area)) }
    },
  })

  app.route({
    ...trainingContract.addLine,
    config: { rateLimit: CHANGES },
    handler: async (request, reply) =>
      reply.code(201).send({ id: await addLine(db, await asking(request), request.body) }),
  })

  app.route({
    ...trainingContract.changeLine,
    config: { rateLimit: CHANGES },
    handler: async (request, reply) => {
      await changeLine(db, await asking(request), seen(request), request.body.sessions)
      return reply.code(204).send(null)
    },
  })

  app.route({
    ...trainingContract.due,
    handler: async (request) => {
      const who = await asking(request)
      const area = areaInScope(who.viewer, who.areas, request.query.area)
      requireReader(who, area)
      return readDue(db, who, area, dayOf(Date.now()))
    },
  })

  // A figure like any other of an area: for whoever sees the area.
  app.route({
    ...trainingContract.share,
    handler: async (request) => {
      const who = { viewer: viewerOf(request), areas: await areas.current() }
      const area = areaInScope(who.viewer, who.areas, request.query.area)
      const level = request.query.level ?? partsLevel(area)
      const parts = area.level === level ? [] : who.areas.within(area, level)
      return readShares(db, who, { area, parts, level }, dayOf(Date.now()))
    },
  })
}
