import type { FastifyRequest } from 'fastify'
import type { Db } from '../db/connect.ts'
import { isExpired, TOUCH_MS } from '../domain/session-age.ts'
import { CodedError } from '../errors.ts'
import { deleteSession, readApiToken, readSession, touchSession, type Grant } from './queries.ts'
import { csrfToken, hashToken } from './token.ts'

/** Who asks: an account that is signed in, and what it was granted. */
export type Viewer = {
  accountId: number
  name: string
  /** Whether there is a password to change. */
  hasPassword: boolean
  grants: readonly Grant[]
  /** What a page must send with a change; null for a program, which no page can make ask. */
  csrf: string | null
  /** A program's token may be for reading only. */
  canWrite: boolean
}

/** What is seen, by whoever it is: a person or a display on a wall. */
export type Sight = Pick<Viewer, 'grants'>

declare module 'fastify' {
  interface FastifyRequest {
    viewer: Viewer | null
  }
}

/** The viewer that a session's token stands for, with what they look after today in the time zone; null when it is none of ours or over. */
export async function readViewer(db: Db, token: string, timeZone: string): Promise<Viewer | null> {
  const hash = hashToken(token)
  const session = await readSession(db, hash, timeZone)
  if (session === null) return null
  const now = Date.now()
  const times = { createdAt: session.createdAt.getTime(), seenAt: session.seenAt.getTime() }
  if (isExpired(times, now)) {
    await deleteSession(db, hash)
    return null
  }
  if (now - times.seenAt > TOUCH_MS) await touchSession(db, hash)
  const { accountId, name, hasPassword, grants } = session
  return { accountId, name, hasPassword, grants, csrf: csrfToken(token), canWrite: true }
}

/** The viewer that a program's token stands for; null when it is none of ours or expired. */
export async function readTokenViewer(db: Db, token: string, timeZone: string): Promise<Viewer | null> {
  const found = await readApiToken(db, hashToken(token), timeZone)
  return found && { ...found, hasPassword: false, csrf: null }
}

/** The viewer of a route that nobody enters without one. */
export function viewerOf(request: FastifyRequest): Viewer {
  if (request.viewer === null) throw new CodedError('unauthenticated', 'Sign in first.')
  return request.viewer
}
