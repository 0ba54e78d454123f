import type { FastifyRequest } from 'fastify'
import type { App } from '../app-types.ts'
import type { Config } from '../config.ts'
import type { Db } from '../db/connect.ts'
import { CodedError } from '../errors.ts'
import type { DisplayViewer } from '../displays/display-viewer.ts'
import { cookieName } from './cookie.ts'
import { readTokenViewer, readViewer, type Viewer } from './viewer.ts'

/** Where we are: the address that browsers know, and the zone of the county's days. */
type Place = Pick<Config, 'publicUrl' | 'timeZone'>

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Anybody may ask this; all else under /api needs a session. */
    open?: boolean
  }
}

type Dependencies = {
  db: Db
  config: Place
  /** The display on a wall that a request is from, if it is from one. */
  displayOf: (request: FastifyRequest) => Promise<DisplayViewer | null>
}

/**
 * Stands before every route under /api: who asks, and whether a page of ours made them ask. Pages, boundaries and the
 * API's description are nobody's secret. Must be called before the routes are added.
 */
export function guard(app: App, { db, config, displayOf }: Dependencies): void {
  const { publicUrl } = config
  app.decorateRequest('viewer', null)
  app.decorateRequest('display', null)
  app.addHook('onRequest', async (request, reply) => {
    // The route's own path: an address may write the same in other letters (/%61pi/…).
    if (!(request.routeOptions.url ?? request.url).startsWith('/api/')) return
    // Answers are for the viewer alone: no proxy may give them to another.
    reply.header('cache-control', 'private, no-store').header('vary', 'cookie')
    const changes = request.method !== 'GET' && request.method !== 'HEAD'
    if (changes) checkOrigin(request, publicUrl)
    const { open, forDisplays } = request.routeOptions.config
    // A wall is what its display was paired for, whoever is signed in on its machine.
    if (forDisplays) request.display = await displayOf(request)
    if (request.display !== null) return
    request.viewer = await viewerOfRequest(db, request, config)
    if (open) return
    if (request.viewer === null) throw new CodedError('unauthenticated', 'Sign in first.')
    if (changes) checkMayChange(request, request.viewer)
  })
}

/** A page proves by its token that it is ours; a program's token says whether it may change anything. */
function checkMayChange(request: FastifyRequest, viewer: Viewer): void {
  if (!viewer.canWrite) throw new CodedError('not_allowed', 'This token is for reading only.')
  if (viewer.csrf !== null && request.headers['x-csrf-token'] !== viewer.csrf) {
    throw new CodedError('forged', 'The header x-csrf-token must be the one that GET /api/session gives.')
  }
}

/** Who asks: a program by its bearer token, else a person by their session. Null for nobody, or once that is over. */
export async function viewerOfRequest(
  db: Db,
  { headers, cookies }: Pick<FastifyRequest, 'headers' | 'cookies'>,
  { publicUrl, timeZone }: Place,
): Promise<Viewer | null> {
  const bearer = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1]
  if (bearer !== undefined) return readTokenViewer(db, bearer, timeZone)
  const token = cookies[cookieName(publicUrl)]
  return token === undefined ? null : readViewer(db, token, timeZone)
}

/** A browser says which page makes it ask; one of another place is refused. Programs that are no browsers say nothing. */
function checkOrigin(request: FastifyRequest, publicUrl: string | null): void {
  const { origin } = request.headers
  if (origin === undefined) return
  const ours = publicUrl === null ? `${request.protocol}://${request.host}` : new URL(publicUrl).origin
  if (origin !== ours)
    throw new CodedError('forged', `Requests must come from ${ours}, but they come from ${origin}.`)
}
