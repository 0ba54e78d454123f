import type { FastifyRequest } from 'fastify'
import { perAccount } from '../accounts/per-account.ts'
import { areaInScope, readInViewersScope } from '../accounts/scope.ts'
import { viewerOf } from '../accounts/viewer.ts'
import type { App } from '../app-types.ts'
import type { AreaCache } from '../areas/area-cache.ts'
import type { Db } from '../db/connect.ts'
import { stateOf } from '../domain/plan/milestone.ts'
import { CodedError } from '../errors.ts'
import { doerOf } from '../events/note-event.ts'
import { readVersion } from '../if-match.ts'
import { ACT_PERMISSIONS, takeAct } from './act-on-milestone.ts'
import { beginPlan } from './begin-plan.ts'
import { addMilestone, changeMilestone, lockedAt } from './change-plan.ts'
import { checkedContent } from './checked-content.ts'
import { planContract, type Milestone, type Plan } from './contract.ts'
import {
  editedTownship,
  mayInPlan,
  requireInPlan,
  seenTownships,
  unknownMilestone,
  type PlanWho,
} from './plan-scope.ts'
import { readEvents, readMilestone, readMilestones, readOwners, type MilestoneRow } from './queries.ts'
import { measureNow, momentOf, readKnown, type InScope } from './read-known.ts'
import { showMilestone } from './show-plan.ts'

const CHANGES = perAccount(240)

type Dependencies = { db: Db; areas: AreaCache; offsetMs: (ms: number) => number }

/** The promotion plan: by which day which township brings what into use, and what becomes of it. */
export function planRoutes(app: App, { db, areas, offsetMs }: Dependencies): void {
  const moment = () => momentOf(Date.now(), offsetMs)
  const whoAsks = async (request: FastifyRequest): Promise<PlanWho> => ({
    viewer: viewerOf(request),
    areas: await areas.current(),
  })
  const scopeOf =
    (who: PlanWho): InScope =>
    (work) =>
      readInViewersScope(db, who, work)

  /** The milestone of an id that the viewer sees. */
  async function seen(who: PlanWho, id: number): Promise<MilestoneRow> {
    const townships = seenTownships(who)
    const row = await readMilestone(db, id)
    if (row === null || !townships.some((area) => area.id === row.areaId)) throw unknownMilestone(id)
    return row
  }

  async function answer(who: PlanWho, id: number): Promise<Milestone> {
    const at = moment()
    const row = await seen(who, id)
    const measure = measureNow(row, await readKnown(db, scopeOf(who), at), at)
    return showMilestone(who, row, { today: at.today, measure })
  }

  app.route({
    ...planContract.plan,
    handler: async (request): Promise<Plan> => {
      const who = await whoAsks(request)
      const all = seenTownships(who)
      const { area: code } = request.query
      const within = code === undefined ? null : areaInScope(who.viewer, who.areas, code)
      const inside = within && new Set(who.areas.within(within, 'township'))
      const townships = all.filter((area) => inside === null || inside.has(area))
      const at = moment()
      const known = await readKnown(db, scopeOf(who), at)
      const rows = await readMilestones(db)
      const mayEdit = townships.some(({ id }) => mayInPlan(who, id, 'editPlan'))
      return {
        today: at.today,
        quarter: at.quarters.at(-1)!.name,
        townships: townships.map((area) => area.code),
        mayEdit,
        owners: mayEdit ? await readOwners(db) : [],
        items: townships.flatMap(({ id }) =>
          rows
            .filter(({ areaId }) => areaId === id)
            .map((row) => showMilestone(who, row, { today: at.today, measure: measureNow(row, known, at) })),
        ),
        runs: townships.flatMap(({ id, code: area }) =>
          (known.get(id)?.runs ?? []).map(({ quarter, own, all: count }) => ({
            area,
            quarter,
            own,
            all: count,
          })),
        ),
        channels: townships.flatMap(({ id, code: area }) =>
          (known.get(id)?.channels?.bySource ?? []).map((row) => ({ area, ...row })),
        ),
      }
    },
  })

  app.route({
    ...planContract.overdue,
    handler: async (request) => {
      const ids = new Set(seenTownships(await whoAsks(request)).map(({ id }) => id))
      const { today } = moment()
      const rows = await readMilestones(db)
      return {
        overdue: rows.filter((row) => ids.has(row.areaId) && stateOf(row, today) === 'overdue').length,
      }
    },
  })

  app.route({
    ...planContract.begin,
    config: { rateLimit: CHANGES },
    handler: async (request, reply) => {
      const who = await whoAsks(request)
      requireInPlan(who, 'editPlan')
      const taking = { doer: doerOf(who.viewer), at: new Date(), today: moment().today }
      const ids = await db.transaction().execute((trx) => beginPlan(trx, who, request.body, taking))
      return reply.code(201).send({ ids })
    },
  })

  app.route({
    ...planContract.add,
    config: { rateLimit: CHANGES },
    handler: async (request, reply) => {
      const who = await whoAsks(request)
      requireInPlan(who, 'editPlan')
      const { area, kind, ...given } = request.body
      const { id: areaId } = editedTownship(who, area)
      const id = await db.transaction().execute(async (trx) => {
        const content = await checkedContent(trx, kind, given, moment().today)
        return addMilestone(trx, { areaId, kind, content }, doerOf(who.viewer), new Date())
      })
      return reply.code(201).send(await answer(who, id))
    },
  })

  app.route({
    ...planContract.change,
    config: { rateLimit: CHANGES },
    handler: async (request) => {
      const who = await whoAsks(request)
      requireInPlan(who, 'editPlan')
      const version = readVersion(request.headers['if-match'])
      const { id } = await seen(who, Number(request.params.id))
      const { note = null, ...given } = request.body
      await db.transaction().execute(async (trx) => {
        const row = await lockedAt(trx, id, version)
        const content = await checkedContent(trx, row.kind, given, moment().today)
        await changeMilestone(trx, row, content, { doer: doerOf(who.viewer), at: new Date(), note })
      })
      return answer(who, id)
    },
  })

  app.route({
    ...planContract.act,
    config: { rateLimit: CHANGES },
    handler: async (request) => {
      const who = await whoAsks(request)
      const { action } = request.body
      requireInPlan(who, ACT_PERMISSIONS[action])
      const version = readVersion(request.headers['if-match'])
      const { id, areaId } = await seen(who, Number(request.params.id))
      if (!mayInPlan(who, areaId, ACT_PERMISSIONS[action]))
        throw new CodedError('not_allowed', `The action ${action} is not yours in this township.`)
      const at = moment()
      // Measured before the transaction: a measure is of a moment, and the milestone's version says whether it is still meant.
      const known = action === 'done' ? await readKnown(db, scopeOf(who), at) : new Map()
      const { name: actor, role: actorRole } = doerOf(who.viewer)
      const taking = { actor, actorRole, rule: null, at: new Date(at.now) }
      return db.transaction().execute(async (trx) => {
        const row = await lockedAt(trx, id, version)
        const measure = measureNow(row, known, at)
        return { version: await takeAct(trx, { row, today: at.today, measure }, request.body, taking) }
      })
    },
  })

  app.route({
    ...planContract.events,
    handler: async (request) => {
      const who = await whoAsks(request)
      const { id } = await seen(who, Number(request.params.id))
      const rows = await readEvents(db, id)
      return { items: rows.map((row) => ({ ...row, at: row.at.toISOString() })) }
    },
  })
}
