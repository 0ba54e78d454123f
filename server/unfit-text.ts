import type { FastifyRequest } from 'fastify'
import { CodedError } from './errors.ts'

/** Whether a text has what no database keeps: NUL, or halves of characters. */
export function isUnfitText(text: string): boolean {
  return text.includes('\0') || /\p{Surrogate}/u.test(text)
}

/**
 * Refuses JSON with such a text anywhere in it, whatever its schema lets pass: it cannot be kept, so it is the sender's fault and not
 * ours. Throws invalid_input, which names the place and not the text.
 */
export async function refuseUnfitText({ body }: FastifyRequest): Promise<void> {
  // A list of what is still to be looked at, not calls within calls: a body may be as deep as it is long.
  const left: { value: unknown; place: string }[] = [{ value: body, place: 'body' }]
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { value, place } = next
    // Photos are bytes, and forms have their own reader.
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) continue
    for (const [name, inner] of Object.entries(value)) {
      if (isUnfitText(name) || (typeof inner === 'string' && isUnfitText(inner)))
        throw new CodedError(
          'invalid_input',
          `"${isUnfitText(name) ? place : `${place}.${name}`}" must not have the character NUL, or half a character.`,
        )
      if (typeof inner === 'object') left.push({ value: inner, place: `${place}.${name}` })
    }
  }
}
