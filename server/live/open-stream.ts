import type { FastifyReply, FastifyRequest } from 'fastify'
import type { OutgoingHttpHeaders } from 'node:http'
import { sees, worksFor } from '../accounts/scope.ts'
import type { Sight } from '../accounts/viewer.ts'
import type { AreaCache } from '../areas/area-cache.ts'
import type { AreaIndex } from '../areas/area-index.ts'
import { CodedError } from '../errors.ts'
import type { LiveGone, LiveStep } from './contract.ts'
import type { Feed } from './feed.ts'
import type { OpenStreams } from './open-streams.ts'
import type { StepRow } from './queries.ts'
import { Stream, type Teller } from './stream.ts'

const BEAT_MS = 15_000

/** Readers that were sent away come again at different moments, not all at once. */
const RETRY_FROM_MS = 1000
const RETRY_TO_MS = 6000

/** Who reads a stream. */
export type Reader = {
  /** A name that no other reader has: streams are counted and told of changes by it. */
  key: string
  /** What people call it. */
  name: string
  /** More streams of one than this are a program gone wrong, which would take the places of everybody else. */
  most: number
  sight: Sight
  /** What else the reader must be told of when it changes, as text; '' for nothing. */
  plan: string
}

type Dependencies = { areas: AreaCache; feed: Feed; mostStreams: number; streams: OpenStreams }

/**
 * Answers a request with a stream of what a reader sees. `again` reads anew who that is: null once nobody does. Throws
 * too_many_own_streams or too_many_streams.
 */
export function openStream(
  { areas, feed, mostStreams, streams }: Dependencies,
  { request, reply, cursor }: { request: FastifyRequest; reply: FastifyReply; cursor: number | undefined },
  first: Reader,
  again: () => Promise<Reader | null>,
): void {
  let reader = first
  const refusal = refusalFor(reader, streams, mostStreams)
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
  const stream = new Stream(raw, feed, readCursor(request.headers['last-event-id'], cursor))
  const teller = async () => {
    const index = await areas.current()
    return { tell: (row: StepRow) => tellStep(row, reader.sight, index) }
  }
  const end = (error?: unknown) => {
    if (error !== undefined) request.log.error(error)
    stream.end(retryMs())
  }
  const advance = () => void stream.advance(teller).catch(end)
  /** Who signed out, or was put out, hears no more; whose roles changed begins anew with what they see now. */
  const lookAgain = async (): Promise<boolean> => {
    const found = await again()
    if (found === null) {
      end()
      return false
    }
    const isSame = JSON.stringify(found.sight.grants) === JSON.stringify(reader.sight.grants)
    const isSamePlan = found.plan === reader.plan
    reader = found
    if (!isSamePlan) stream.mark('plan')
    if (!isSame) await stream.beginAnew(teller)
    return true
  }
  const leave = streams.add({ reader: reader.key, lookAgain: () => void lookAgain().catch(end), end })
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
}

/** Why no further stream is for this reader; null when one is. */
function refusalFor(reader: Reader, streams: OpenStreams, mostStreams: number): CodedError | null {
  if (streams.countOf(reader.key) >= reader.most) {
    return new CodedError(
      'too_many_own_streams',
      `"${reader.name}" has ${reader.most} streams open already, which is all that one account or display may have.`,
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
function tellStep(row: StepRow, sight: Sight, index: AreaIndex): ReturnType<Teller['tell']> {
  const { areaId, unit, formerUnit, at, ...step } = row
  if (sees(sight, index, { areaId, unit })) {
    const area = (areaId === null ? null : index.heirOf(areaId)?.id) ?? 0
    const data: LiveStep = { ...step, at: at.toISOString(), area }
    return { event: 'step', data }
  }
  if (!worksFor(sight, index, { areaId: null, unit: formerUnit })) return null
  const data: LiveGone = { seq: row.seq, id: row.id }
  return { event: 'gone', data }
}
