import type { CookieSerializeOptions } from '@fastify/cookie'
import { ABSOLUTE_MS } from '../domain/session-age.ts'

/** Behind HTTPS the name itself makes browsers refuse the cookie from any other host or over plain HTTP. */
export function cookieName(publicUrl: string | null, name = 'wangge'): string {
  return isSecure(publicUrl) ? `__Host-${name}` : name
}

export function cookieOptions(publicUrl: string | null): CookieSerializeOptions {
  return {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure(publicUrl),
    maxAge: ABSOLUTE_MS / 1000,
  }
}

function isSecure(publicUrl: string | null): boolean {
  return publicUrl?.startsWith('https:') ?? false
}
