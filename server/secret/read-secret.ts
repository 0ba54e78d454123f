import { StartError } from '../errors.ts'

/** What a secret is, in words: one form only, and nothing that somebody could have thought of. */
export const SECRET_FORM = '64 hexadecimal digits, 32 random bytes as "openssl rand -hex 32" prints them'

/** Of 64 random digits fewer than eight different ones do not come in a lifetime: it is a placeholder. */
const FEWEST_DIFFERENT = 8

/** The bytes of a secret. Throws a StartError that says what is expected and, without showing it, what came. */
export function readSecret(given: string, where: string): Buffer {
  const text = given.trim().toLowerCase()
  const came = describe(text)
  if (came === null) return Buffer.from(text, 'hex')
  throw new StartError(`${where} must be ${SECRET_FORM}, but it ${came}.`)
}

/** Why a text is no secret; null when it is one. */
function describe(text: string): string | null {
  if (text.length !== 64) return `has ${text.length} characters`
  if (!/^[0-9a-f]+$/.test(text)) return 'has other characters than these'
  if (new Set(text).size < FEWEST_DIFFERENT) return 'is not random'
  return null
}
