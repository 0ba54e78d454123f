import type { FastifyRequest } from 'fastify'
import type { OutgoingHttpHeaders } from 'node:http'
import { sees, worksFor } from '../accounts/scope.ts'
import { viewerOf, type Viewer } from '../accounts/viewer.ts'
import type { App } from '../app-types.ts'
import type { AreaCache } from '../areas/area-cache.ts'
import type { AreaIndex } from '../areas/area-index.ts'
import type { OpenDatabase } from '../db/connect.ts'
import { CodedError } from '../errors.ts'
import { liveContract, type LiveGone, type LiveStep } from './contract.ts'
import type { Feed } from './feed.ts'
import { ACCOUNT_CHANNEL, OpenStreams } from './open-streams.ts'
import type { StepRow } from './queries.ts'
import { Stream, type Teller } from './stream.ts'

const BEAT_MS = 15_000

/**
 * Streams of one account. A person has one a browser, or a tab on phones; a wall of screens shares one account. More than this is a
 * program gone wrong, which would take the places of everybody else.
 */
const MOST_OF_ACCOUNT = 32

/** Readers that were sent away come again at different moments, not all at once. */
const RETRY_FROM_MS = 1000
const RETRY_TO_MS = 6000

type Dependencies = {
  areas: AreaCache
  feed: Feed
  mostStreams: number
  /** Reads again who a request is from: null once their session is over. */
  viewerAgain: (request: FastifyRequest) => Promise<Viewer | null>
  /** How the database says whose account changed; null: streams find out with their next beat. */
  listen: OpenDatabase['listen'] | null
}

export function liveRoutes(app: App, { areas, feed, mostStreams, viewerAgain, listen }: Dependencies): void {
  const streams = new OpenStreams()

  app.route({
    ...liveContract.live,
    // A question for the headers alone would hold a stream.
    exposeHeadRoute: false,
    handler: async (request, reply) => {
      let viewer = viewerOf(request)
      const refusal = refusalFor(viewer, streams, mostStreams)
      if (refusal) {
        reply.header('retry-after', Math.ceil(retryMs() / 1000))
        throw refusal
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
      const teller = async () => {
        const index = await areas.current()
        return { tell: (row: StepRow) => tellStep(row, viewer, index) }
      }
      const end = (error?: unknown) => {
        if (error !== undefined) request.log.error(error)
        stream.end(retryMs())
      }
      const advance = () => void stream.advance(teller).catch(end)
      /** Who signed out, or was put out, hears no more; whose roles changed begins anew with what they see now. */
      const lookAgain = async (): Promise<boolean> => {
        const found = await viewerAgain(request)
        if (found === null) {
          end()
          return false
        }
        const isSame = JSON.stringify(found.grants) === JSON.stringify(viewer.grants)
        viewer = found
        if (!isSame) await stream.beginAnew(teller)
        return true
      }
      const leave = streams.add({
        accountId: viewer.accountId,
        lookAgain: () => void lookAgain().catch(end),
        end,
      })
      const unfollow = feed.follow(advance)
      const beat = setInterval(() => {
        lookAgain().then((isThere) => isThere && stream.mark('beat'), end)
      }, BEAT_MS)
      raw.on('close', () => {
        clearInterval(beat)
        unfollow()
        leave()
      })
      stream.mark('hello')
      advance()
    },
  })

  let unlisten = async (): Promise<void> => {}
  app.addHook('onReady', async () => {
    if (listen === null) return
    unlisten = await listen(ACCOUNT_CHANNEL, (text) => streams.changed(text === null ? null : Number(text)))
  })
  // Open streams would keep the server from closing.
  app.addHook('preClose', async () => {
    await unlisten()
    streams.endAll()
  })
}

/** Why no further stream is for this viewer; null when one is. */
function refusalFor(viewer: Viewer, streams: OpenStreams, mostStreams: number): CodedError | null {
  if (streams.countOf(viewer.accountId) >= MOST_OF_ACCOUNT) {
    return new CodedError(
      'too_many_own_streams',
      `"${viewer.name}" has ${MOST_OF_ACCOUNT} streams open already, which is all that one account may have.`,
    )
  }
  if (streams.size < mostStreams) return null
  return new CodedError('too_many_streams', `There are ${mostStreams} streams already.`)
}

function retryMs(): number {
  return Math.round(RETRY_FROM_MS + Math.random() * (RETRY_TO_MS - RETRY_FROM_MS))
}

/** The last number that a reader has seen: a browser that comes again says it in the header. */
function readCursor(header: string | string[] | undefined, cursor: number | undefined): number | null {
  const last = Array.isArray(header) ? header[0] : header
  return last !== undefined && /^\d{1,15}$/.test(last) ? Number(last) : (cursor ?? null)
}

/** A step for whoever sees its incident; for the people of a unit that has it no more, only that it is gone. */
function tellStep(row: StepRow, viewer: Viewer, index: AreaIndex): ReturnType<Teller['tell']> {
  const { areaId, unit, formerUnit, at, ...step } = row
  if (sees(viewer, index, { areaId, unit })) {
    const area = (areaId === null ? null : index.heirOf(areaId)?.id) ?? 0
    const data: LiveStep = { ...step, at: at.toISOString(), area }
    return { event: 'step', data }
  }
  if (!worksFor(viewer, index, { areaId: null, unit: formerUnit })) return null
  const data: LiveGone = { seq: row.seq, id: row.id }
  return { event: 'gone', data }
}
