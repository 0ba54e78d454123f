import { createHash, randomBytes } from 'node:crypto'

/** An opaque session token: 256 random bits. Only its owner has it; we keep its hash. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}

/**
 * The token that a page must send with whatever changes something. It follows from the session's, so nothing is stored,
 * and tells nothing about it.
 */
export function csrfToken(token: string): string {
  return createHash('sha256').update(`csrf ${token}`).digest('base64url')
}

/** A password for somebody who will choose an own one: easy to read out, hard to guess (70 bits). */
export function newPassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789'
  const drawn = Array.from(randomBytes(14), (byte) => letters[byte % letters.length]!)
  return drawn.join('').replace(/(.{5})(.{5})(.{4})/, '$1-$2-$3')
}
