import type { FastifyRequest } from 'fastify'
import { viewerOf, type Viewer } from '../accounts/viewer.ts'
import type { App } from '../app-types.ts'
import type { AreaCache } from '../areas/area-cache.ts'
import type { OpenDatabase } from '../db/connect.ts'
import { liveContract } from './contract.ts'
import type { Feed } from './feed.ts'
import { openStream, type Reader } from './open-stream.ts'
import { ACCOUNT_CHANNEL, DISPLAY_CHANNEL, type OpenStreams } from './open-streams.ts'

/** A person has one stream a browser, or one a tab on phones. */
const MOST_OF_ACCOUNT = 32

type Dependencies = {
  areas: AreaCache
  feed: Feed
  streams: OpenStreams
  mostStreams: number
  /** Reads again who a request is from: null once their session is over. */
  viewerAgain: (request: FastifyRequest) => Promise<Viewer | null>
  /** How the database says whose account or which display changed; null: streams find out with their next beat. */
  listen: OpenDatabase['listen'] | null
}

export function liveRoutes(app: App, dependencies: Dependencies): void {
  const { streams, viewerAgain, listen } = dependencies

  app.route({
    ...liveContract.live,
    // A question for the headers alone would hold a stream.
    exposeHeadRoute: false,
    handler: async (request, reply) => {
      const { cursor } = request.query
      openStream(dependencies, { request, reply, cursor }, personAsReader(viewerOf(request)), async () => {
        const viewer = await viewerAgain(request)
        return viewer && personAsReader(viewer)
      })
    },
  })

  const unlisten: (() => Promise<void>)[] = []
  app.addHook('onReady', async () => {
    if (listen === null) return
    for (const [channel, kind] of [
      [ACCOUNT_CHANNEL, 'account'],
      [DISPLAY_CHANNEL, 'display'],
    ] as const) {
      unlisten.push(await listen(channel, (id) => streams.changed(id === null ? null : `${kind} ${id}`)))
    }
  })
  // Open streams would keep the server from closing.
  app.addHook('preClose', async () => {
    await Promise.all(unlisten.map((end) => end()))
    streams.endAll()
  })
}

/** A person as the reader of a stream. */
export function personAsReader(viewer: Viewer): Reader {
  return {
    key: `account ${viewer.accountId}`,
    name: viewer.name,
    most: MOST_OF_ACCOUNT,
    sight: viewer,
    plan: '',
  }
}
