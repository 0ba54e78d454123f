import type { FastifyRequest } from 'fastify'
import type { Transaction } from 'kysely'
import { perAccount } from '../accounts/per-account.ts'
import { areaInScope } from '../accounts/scope.ts'
import { viewerOf } from '../accounts/viewer.ts'
import type { App } from '../app-types.ts'
import { isInside } from '../areas/area-index.ts'
import type { Db } from '../db/connect.ts'
import type { Database } from '../db/types.ts'
import { ENDS_WITHIN_DAYS, EXPIRES_WITHIN_DAYS, LOAD_LIMITS } from '../domain/staffing/limits.ts'
import { localDate } from '../domain/local-date.ts'
import { doerOf, noteWith } from '../events/note-event.ts'
import type { ColumnCache } from '../incidents/column-cache.ts'
import { assign, reassign, unassign } from './assign.ts'
import { addOperator, changeOperator, leave } from './change-operator.ts'
import { lockOperator } from './change-queries.ts'
import { operatorContract } from './contract.ts'
import { findFindings } from './findings/find-findings.ts'
import { openByArea } from './open-incidents.ts'
import type { Operator, OperatorList } from './operator-schema.ts'
import { disqualify, qualify } from './qualify.ts'
import { readFreeAccounts, readLastDays, readOperators, readOwnId, type OperatorRow } from './queries.ts'
import { showOperator, type Work } from './show-operator.ts'
import {
  homeOf,
  isSeen,
  mayInArea,
  mayRead,
  requireManager,
  requireReader,
  unknownOperator,
  type StaffWho,
} from './staff-scope.ts'

const CHANGES = perAccount(240)

type Dependencies = { db: Db; columns: ColumnCache; offsetMs: (ms: number) => number }
type Trx = Transaction<Database>
type Locked = NonNullable<Awaited<ReturnType<typeof lockOperator>>>
type Note = Record<string, string>

/** Who looks after what: operators, their assignments and qualifications, and what is amiss with them. */
export function operatorRoutes(app: App, { db, columns, offsetMs }: Dependencies): void {
  const dayNow = (): string => localDate(Date.now(), offsetMs)

  /** Who asks, the areas of now, and what there is to do in them: all of one moment. */
  async function asking(request: FastifyRequest): Promise<{ who: StaffWho; work: Work }> {
    const snapshot = await columns.current()
    return {
      who: { viewer: viewerOf(request), areas: snapshot.areas },
      work: { today: dayNow(), open: openByArea(snapshot.columns) },
    }
  }

  async function answer({ who, work }: Awaited<ReturnType<typeof asking>>, id: number): Promise<Operator> {
    const [row] = await readOperators(db, work.today, id)
    if (!row) throw unknownOperator(id)
    return showOperator(who, row, work)
  }

  /** Does something to an operator whom the viewer sees, with its note, in one transaction. */
  async function change(
    request: FastifyRequest,
    id: number,
    work: (trx: Trx, who: StaffWho, operator: Locked) => Promise<Note>,
    of: 'operator' | 'grid' = 'operator',
  ): Promise<Operator> {
    const asked = await asking(request)
    await db.transaction().execute(async (trx) => {
      const operator = await lockOperator(trx, id)
      const home = operator && homeOf(asked.who, operator.areaId)
      if (!operator || !home) throw unknownOperator(id)
      // Whoever manages a grid may end what somebody of another township does there.
      if (of === 'operator') {
        if (!isSeen(asked.who, home) || !mayRead(asked.who, home.id)) throw unknownOperator(id)
        requireManager(asked.who, home)
      }
      const note = await work(trx, asked.who, operator)
      await noteWith(trx, doerOf(asked.who.viewer), 'staff', { operator: operator.code, ...note })
    })
    return answer(asked, id)
  }

  app.route({
    ...operatorContract.list,
    handler: async (request): Promise<OperatorList> => {
      const { who, work } = await asking(request)
      const area = areaInScope(who.viewer, who.areas, request.query.area)
      requireReader(who, area)
      const grids = new Set(who.areas.within(area, 'grid').map(({ id }) => id))
      const isHere = (row: OperatorRow): boolean => {
        const home = homeOf(who, row.areaId)
        return (
          (home !== null && isInside(home, area)) || row.assignments.some(({ gridId }) => grids.has(gridId))
        )
      }
      const left = request.query.left === true
      const rows = (await readOperators(db, work.today)).filter(
        (row) => isHere(row) && (left || row.lastDay === null || row.lastDay >= work.today),
      )
      const mayLink = mayInArea(who, area.id, 'manageStaff')
      const free = mayLink ? await readFreeAccounts(db) : []
      return {
        today: work.today,
        area: area.code,
        items: rows.map((row) => showOperator(who, row, work)),
        accounts: free
          .filter(({ areaIds }) =>
            areaIds.every((id) => {
              const at = who.areas.heirOf(id)
              return at !== null && isSeen(who, at)
            }),
          )
          .map(({ name }) => name),
      }
    },
  })

  app.route({
    ...operatorContract.findings,
    handler: async (request) => {
      const { who, work } = await asking(request)
      const { area: code, ...given } = request.query
      const area = areaInScope(who.viewer, who.areas, code)
      requireReader(who, area)
      const limits = {
        days: ENDS_WITHIN_DAYS,
        certificateDays: EXPIRES_WITHIN_DAYS,
        ...LOAD_LIMITS,
        ...given,
      }
      const read = {
        rows: await readOperators(db, work.today),
        lastDays: await readLastDays(db, work.today),
      }
      const { today } = work
      return { today, area: area.code, limits, ...findFindings(who, area, read, work, limits) }
    },
  })

  app.route({
    ...operatorContract.own,
    handler: async (request) => {
      const asked = await asking(request)
      const id = await readOwnId(db, asked.who.viewer.accountId)
      return { operator: id === null ? null : await answer(asked, id) }
    },
  })

  app.route({
    ...operatorContract.add,
    config: { rateLimit: CHANGES },
    handler: async (request, reply) => {
      const asked = await asking(request)
      const id = await db.transaction().execute(async (trx) => {
        const added = await addOperator(trx, asked.who, request.body)
        const { code, name, area } = request.body
        await noteWith(trx, doerOf(asked.who.viewer), 'staff', { operator: code, added: name, area })
        return added
      })
      return reply.code(201).send(await answer(asked, id))
    },
  })

  app.route({
    ...operatorContract.change,
    config: { rateLimit: CHANGES },
    handler: (request) =>
      change(request, request.params.id, async (trx, who, { id }) => {
        await changeOperator(trx, who, id, request.body)
        // How somebody is reached is nobody's business in a log that only grows.
        return { changed: Object.keys(request.body).join() }
      }),
  })

  app.route({
    ...operatorContract.leave,
    config: { rateLimit: CHANGES },
    handler: (request) =>
      change(request, request.params.id, async (trx, _, { id }) => {
        const { lastDay } = request.body
        const ended = await leave(trx, id, lastDay)
        return { lastDay: lastDay ?? '', ended: `${ended}` }
      }),
  })

  app.route({
    ...operatorContract.assign,
    config: { rateLimit: CHANGES },
    handler: async (request, reply) => {
      const wanted = { ...request.body, until: request.body.until ?? null }
      const operator = await change(request, request.params.id, async (trx, who, locked) => {
        await assign(trx, who, locked, wanted)
        const { grid, role, from, until } = wanted
        return { assigned: role, grid, from, until: until ?? '' }
      })
      return reply.code(201).send(operator)
    },
  })

  app.route({
    ...operatorContract.reassign,
    config: { rateLimit: CHANGES },
    handler: (request) => {
      const { id, assignment } = request.params
      const work = async (trx: Trx, who: StaffWho, operator: Locked): Promise<Note> => {
        const held = await reassign(trx, who, operator, assignment, request.body)
        const grid = who.areas.byId(held.gridId)?.code ?? ''
        const given = Object.entries(request.body).map(([key, value]) => [key, value ?? ''])
        return { reassigned: held.role, grid, ...Object.fromEntries(given) }
      }
      return change(request, id, work, 'grid')
    },
  })

  app.route({
    ...operatorContract.unassign,
    config: { rateLimit: CHANGES },
    handler: (request) => {
      const { id, assignment } = request.params
      const work = async (trx: Trx, who: StaffWho, operator: Locked): Promise<Note> => {
        const held = await unassign(trx, who, operator, assignment, dayNow())
        return { unassigned: held.role, grid: who.areas.byId(held.gridId)?.code ?? '', from: held.from }
      }
      return change(request, id, work, 'grid')
    },
  })

  app.route({
    ...operatorContract.qualify,
    config: { rateLimit: CHANGES },
    handler: async (request, reply) => {
      const wanted = { ...request.body, expiresOn: request.body.expiresOn ?? null }
      const operator = await change(request, request.params.id, async (trx, _, { id }) => {
        await qualify(trx, id, wanted)
        return { qualified: wanted.name }
      })
      return reply.code(201).send(operator)
    },
  })

  app.route({
    ...operatorContract.disqualify,
    config: { rateLimit: CHANGES },
    handler: (request) =>
      change(request, request.params.id, async (trx, _, { id }) => ({
        disqualified: await disqualify(trx, id, request.params.qualification),
      })),
  })
}
