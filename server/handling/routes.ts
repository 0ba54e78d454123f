import type { FastifyRequest } from 'fastify'
import { readInViewersScope, sees } from '../accounts/scope.ts'
import { perAccount } from '../accounts/per-account.ts'
import { viewerOf } from '../accounts/viewer.ts'
import type { App } from '../app-types.ts'
import type { AreaCache } from '../areas/area-cache.ts'
import type { Db } from '../db/connect.ts'
import { readVersion } from '../if-match.ts'
import { toCodedError } from '../to-coded-error.ts'
import type { Keyring } from '../secret/keyring.ts'
import { act, type Asking } from './act.ts'
import { handlingContract } from './contract.ts'
import { readLife } from './life.ts'
import { readSimilar } from './queries.ts'
import { readQueue } from './queue.ts'
import { report } from './report.ts'

/** The nearest few that the viewer sees, of so many that are looked at. */
const SIMILAR = { metres: 100, days: 3, limit: 200, shown: 5 }
const DAY_MS = 86_400_000

/** Of one account; a hand that works fast stays far below. */
const WRITES = perAccount(240)

type Dependencies = {
  db: Db
  areas: AreaCache
  offsetMs: (ms: number) => number
  keyring: Keyring | null
}

export function handlingRoutes(app: App, { db, areas, offsetMs, keyring }: Dependencies): void {
  const asking = async (request: FastifyRequest): Promise<Asking> => ({
    viewer: viewerOf(request),
    areas: await areas.current(),
  })

  app.route({
    ...handlingContract.report,
    config: { rateLimit: WRITES },
    handler: async (request, reply) => {
      const who = await asking(request)
      const key = request.headers['idempotency-key'] ?? null
      const now = Date.now()
      const id = await report(db, who, request.body, { now, offsetMs, key, keyring })
      return reply
        .code(201)
        .header('location', `/api/incidents/${id}`)
        .send(await readLife(db, who, id, now))
    },
  })

  app.route({
    ...handlingContract.life,
    handler: async (request) => readLife(db, await asking(request), Number(request.params.id), Date.now()),
  })

  app.route({
    ...handlingContract.act,
    config: { rateLimit: WRITES },
    handler: async (request) => {
      const who = await asking(request)
      const id = Number(request.params.id)
      const version = readVersion(request.headers['if-match'])
      const now = Date.now()
      await act(db, who, id, version, request.body, now, request.headers['idempotency-key'])
      return readLife(db, who, id, now)
    },
  })

  app.route({
    ...handlingContract.actOnMany,
    config: { rateLimit: WRITES },
    handler: async (request) => {
      const who = await asking(request)
      const { items, ...given } = request.body
      const answers = []
      for (const { id, version } of items) {
        // What was done before stays done, whatever comes: each has its own answer.
        const error = await act(db, who, id, version, given, Date.now()).then(
          () => null,
          (fault: unknown) => tellFault(fault, request),
        )
        answers.push({ id, error })
      }
      return { items: answers }
    },
  })

  app.route({
    ...handlingContract.queue,
    handler: async (request) => {
      const who = await asking(request)
      const { reason = null, limit = 100 } = request.query
      const wanted = { reason, limit, now: new Date() }
      const { items, counts } = await readInViewersScope(db, who, (trx) => readQueue(trx, who, wanted))
      return {
        items: items.map((row) => ({
          ...row,
          reportedAt: row.reportedAt.toISOString(),
          dueAt: row.dueAt?.toISOString() ?? null,
          nextDueAt: row.nextDueAt?.toISOString() ?? null,
        })),
        counts,
      }
    },
  })

  app.route({
    ...handlingContract.similar,
    handler: async (request) => {
      const who = await asking(request)
      const since = new Date(Date.now() - SIMILAR.days * DAY_MS)
      const near = { ...request.query, ...SIMILAR, since }
      const rows = await readInViewersScope(db, who, (trx) => readSimilar(trx, near))
      return {
        items: rows
          .filter(({ areaId }) => sees(who.viewer, who.areas, { areaId, unit: null }))
          .slice(0, SIMILAR.shown)
          .map(({ areaId: _, ...row }) => ({ ...row, reportedAt: row.reportedAt.toISOString() })),
      }
    },
  })
}

function tellFault(fault: unknown, request: FastifyRequest): { code: string; message: string } {
  const { code, message, status } = toCodedError(fault)
  if (status >= 500) request.log.error(fault)
  return { code, message }
}
