import type { FastifyRequest } from 'fastify'
import { perAccount } from '../accounts/per-account.ts'
import { requirePermission } from '../accounts/require-permission.ts'
import { viewerOf } from '../accounts/viewer.ts'
import type { App } from '../app-types.ts'
import type { Db } from '../db/connect.ts'
import { doerOf, type Doer } from '../events/note-event.ts'
import { toldAsInput } from '../told-as-input.ts'
import { keyContract } from './key-contract.ts'
import { addKey, listKeys, revokeKey } from './keys.ts'

const CHANGES = perAccount(60)

/** Keys of apps in the browser: what the command `open311-key` does, for administrators. */
export function keyRoutes(app: App, { db }: { db: Db }): void {
  app.route({
    ...keyContract.list,
    handler: async (request) => {
      administrator(request)
      const keys = await listKeys(db)
      return {
        items: keys.map((key) => ({
          ...key,
          madeAt: key.madeAt.toISOString(),
          revokedAt: key.revokedAt?.toISOString() ?? null,
        })),
      }
    },
  })

  app.route({
    ...keyContract.add,
    config: { rateLimit: CHANGES },
    handler: async (request, reply) => {
      const doer = administrator(request)
      const name = request.body.name.trim()
      const key = await toldAsInput(() => addKey(db, doer, name))
      return reply.code(201).send({ name, key })
    },
  })

  app.route({
    ...keyContract.revoke,
    config: { rateLimit: CHANGES },
    handler: async (request, reply) => {
      const doer = administrator(request)
      await toldAsInput(() => revokeKey(db, doer, Number(request.params.id)))
      return reply.code(204).send(null)
    },
  })
}

/** Throws not_allowed for everybody else. */
function administrator(request: FastifyRequest): Doer {
  const viewer = viewerOf(request)
  requirePermission(viewer, 'manageAppKeys', 'Keys of apps are for')
  return doerOf(viewer)
}
