import { perAccount } from '../accounts/per-account.ts'
import type { App } from '../app-types.ts'
import type { AreaCache } from '../areas/area-cache.ts'
import type { Db } from '../db/connect.ts'
import { viewerWho } from './access.ts'
import { changeDisplay, pairDisplay, pinScene, revokeDisplay, unpinScene } from './change-display.ts'
import { displayContract } from './contract.ts'
import { readDisplays } from './queries.ts'
import { showDisplay } from './show-display.ts'

const CHANGES = perAccount(240)

/** A code lives for ten minutes and is one of 1.5 thousand million: so many tries are too few to guess one. */
const GUESSES = perAccount(60)

type Dependencies = { db: Db; areas: AreaCache }

/** Displays on walls: set up by administrators; what they show for a while is for whoever may pin scenes. */
export function displayRoutes(app: App, { db, areas }: Dependencies): void {
  app.route({
    ...displayContract.list,
    handler: async (request) => {
      viewerWho(request, 'pinScenes')
      const [index, now] = [await areas.current(), Date.now()]
      const rows = await readDisplays(db)
      return {
        now: new Date(now).toISOString(),
        items: rows.map((row) => showDisplay(row, index, now)),
      }
    },
  })

  app.route({
    ...displayContract.pair,
    config: { rateLimit: GUESSES },
    handler: async (request, reply) => {
      const viewer = viewerWho(request, 'manageDisplays')
      const paired = await pairDisplay(db, { viewer, areas: await areas.current() }, request.body)
      return reply.code(201).send(paired)
    },
  })

  app.route({
    ...displayContract.change,
    config: { rateLimit: CHANGES },
    handler: async (request) => {
      const viewer = viewerWho(request, 'manageDisplays')
      const id = Number(request.params.id)
      return changeDisplay(db, { viewer, areas: await areas.current() }, id, request.body)
    },
  })

  app.route({
    ...displayContract.revoke,
    config: { rateLimit: CHANGES },
    handler: async (request, reply) => {
      await revokeDisplay(db, viewerWho(request, 'manageDisplays'), Number(request.params.id))
      return reply.code(204).send(null)
    },
  })

  app.route({
    ...displayContract.pin,
    config: { rateLimit: CHANGES },
    handler: async (request) => {
      const viewer = viewerWho(request, 'pinScenes')
      const id = Number(request.params.id)
      return pinScene(db, { viewer, areas: await areas.current() }, id, request.body)
    },
  })

  app.route({
    ...displayContract.unpin,
    config: { rateLimit: CHANGES },
    handler: async (request) => {
      const viewer = viewerWho(request, 'pinScenes')
      return unpinScene(db, { viewer, areas: await areas.current() }, Number(request.params.id))
    },
  })
}
