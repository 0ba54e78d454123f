import { perAccount } from '../accounts/per-account.ts'
import type { App } from '../app-types.ts'
import type { AreaCache } from '../areas/area-cache.ts'
import type { Db } from '../db/connect.ts'
import { readVersion } from '../if-match.ts'
import { viewerWho } from './access.ts'
import { displayContract } from './contract.ts'
import { addTour, changeTour, listTours, removeTour } from './tours.ts'

const CHANGES = perAccount(240)

type Dependencies = { db: Db; areas: AreaCache }

/** What displays can show one after the other. */
export function tourRoutes(app: App, { db, areas }: Dependencies): void {
  app.route({
    ...displayContract.tours,
    handler: async (request) => {
      viewerWho(request, 'pinScenes')
      return { items: await listTours(db) }
    },
  })

  app.route({
    ...displayContract.addTour,
    config: { rateLimit: CHANGES },
    handler: async (request, reply) => {
      const viewer = viewerWho(request, 'manageDisplays')
      const added = await addTour(db, { viewer, areas: await areas.current() }, request.body)
      return reply.code(201).send(added)
    },
  })

  app.route({
    ...displayContract.changeTour,
    config: { rateLimit: CHANGES },
    handler: async (request) => {
      const viewer = viewerWho(request, 'manageDisplays')
      const version = readVersion(request.headers['if-match'])
      const tour = { id: Number(request.params.id), version }
      return changeTour(db, { viewer, areas: await areas.current() }, tour, request.body)
    },
  })

  app.route({
    ...displayContract.removeTour,
    config: { rateLimit: CHANGES },
    handler: async (request, reply) => {
      await removeTour(db, viewerWho(request, 'manageDisplays'), Number(request.params.id))
      return reply.code(204).send(null)
    },
  })
}
