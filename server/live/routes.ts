import type { FastifyRequest } from 'fastify'
import type { OutgoingHttpHeaders } from 'node:http'
import { sees } from '../accounts/scope.ts'
import { viewerOf, type Viewer } from '../accounts/viewer.ts'
import type { App } from '../app-types.ts'
import type { AreaCache } from '../areas/area-cache.ts'
import type { AreaIndex } from '../areas/area-index.ts'
import { CodedError } from '../errors.ts'
import { liveContract, type LiveStep } from './contract.ts'
import type { Feed } from './feed.ts'
import type { FeedRow } from './queries.ts'
import { Stream } from './stream.ts'

const BEAT_MS = 15_000

/** Readers that were sent away come again at different moments, not all at once. */
const RETRY_FROM_MS = 1000
const RETRY_TO_MS = 6000

type Dependencies = {
  areas: AreaCache
  feed: Feed
  mostStreams: number
  /** Reads again who a request is from: null once their session is over. */
  viewerAgain: (request: FastifyRequest) => Promise<Viewer | null>
}

export function liveRoutes(app: App, { areas, feed, mostStreams, viewerAgain }: Dependencies): void {
  const streams = new Set<Stream>()

  app.route({
    ...liveContract.live,
    // A question for the headers alone would hold a stream.
    exposeHeadRoute: false,
    handler: async (request, reply) => {
      let viewer = viewerOf(request)
      if (streams.size >= mostStreams) {
        reply.header('retry-after', Math.ceil(retryMs() / 1000))
        throw new CodedError('too_many_streams', `There are ${mostStreams} streams already.`)
      }
      const { raw } = reply
      reply.hijack()
      // Who left while we looked who they are would never be missed.
      if (raw.destroyed) return
      raw.writeHead(200, {
        ...(reply.getHeaders() as OutgoingHttpHeaders),
        'content-type': 'text/event-stream; charset=utf-8',
        // A proxy that gathers answers would hold the events back.
        'x-accel-buffering': 'no',
      })
      const stream = new Stream(raw, feed, readCursor(request.headers['last-event-id'], request.query.cursor))
      streams.add(stream)
      const teller = async () => {
        const index = await areas.current()
        return { tell: (row: FeedRow) => tellStep(row, viewer, index) }
      }
      const advance = () => void stream.advance(teller).catch(end)
      const unfollow = feed.follow(advance)
      const beat = setInterval(() => {
        viewerAgain(request).then((found) => {
          // Who signed out, or was put out, hears no more; what was granted or revoked counts from now on.
          if (found === null) return end()
          viewer = found
          stream.mark('beat')
        }, end)
      }, BEAT_MS)
      const end = (error?: unknown) => {
        if (error !== undefined) request.log.error(error)
        stream.end(retryMs())
      }
      raw.on('close', () => {
        clearInterval(beat)
        unfollow()
        streams.delete(stream)
      })
      stream.mark('hello')
      advance()
    },
  })

  // Open streams would keep the server from closing.
  app.addHook('preClose', async () => {
    for (const stream of streams) stream.end(retryMs())
  })
}

function retryMs(): number {
  return Math.round(RETRY_FROM_MS + Math.random() * (RETRY_TO_MS - RETRY_FROM_MS))
}

/** The last number that a reader has seen: a browser that comes again says it in the header. */
function readCursor(header: string | string[] | undefined, cursor: number | undefined): number | null {
  const last = Array.isArray(header) ? header[0] : header
  return last !== undefined && /^\d{1,15}$/.test(last) ? Number(last) : (cursor ?? null)
}

function tellStep(row: FeedRow, viewer: Viewer, index: AreaIndex): LiveStep | null {
  if (!sees(viewer, index, row)) return null
  const { areaId, unit: _, at, ...step } = row
  return { ...step, at: at.toISOString(), area: (areaId === null ? null : index.heirOf(areaId)?.id) ?? 0 }
}
