import type { FastifyRequest } from 'fastify'
import { cookieName, cookieOptions } from '../accounts/cookie.ts'
import { hashToken } from '../accounts/token.ts'
import type { Viewer } from '../accounts/viewer.ts'
import type { Db } from '../db/connect.ts'
import { readDisplay, readDisplayAgain, type KnownDisplay } from './token-queries.ts'

/** A display that asks: nobody who is signed in, and nothing but its area is for it. */
export type DisplayViewer = Omit<KnownDisplay, 'areaId'> & {
  grants: Viewer['grants']
  /** Hash of the token that it came with: the one it has, or the one of before. */
  held: string
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What displays on walls may ask as well. */
    forDisplays?: boolean
  }
  interface FastifyRequest {
    display: DisplayViewer | null
  }
}

/** A display lives for years; its token is made anew every day, so that one that was copied is of no use for long. */
const KEPT_DAYS = 400

export function displayCookie(publicUrl: string | null) {
  return {
    name: cookieName(publicUrl, 'wangge-display'),
    options: { ...cookieOptions(publicUrl), sameSite: 'strict' as const, maxAge: KEPT_DAYS * 86_400 },
  }
}

/** The display that a request is from; null when it is from none. */
export async function displayOfRequest(
  db: Db,
  { cookies }: Pick<FastifyRequest, 'cookies'>,
  publicUrl: string | null,
): Promise<DisplayViewer | null> {
  const token = cookies[displayCookie(publicUrl).name]
  if (token === undefined) return null
  const held = hashToken(token)
  const found = await readDisplay(db, held)
  return found && asViewer(found, held)
}

/** The same display as it is now; null once it was turned off. */
export async function displayAgain(db: Db, { id, held }: DisplayViewer): Promise<DisplayViewer | null> {
  const found = await readDisplayAgain(db, id)
  return found && asViewer(found, held)
}

function asViewer({ areaId, ...display }: KnownDisplay, held: string): DisplayViewer {
  return { ...display, held, grants: [{ role: 'display', areaId, unit: null }] }
}
