/** Crockford's base 32: no letter that looks like a digit, no vowel U. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** 80 bits: out of reach of guessing, also for whoever has the hashes of all codes; still short enough to write down. */
const LENGTH = 16
const GROUP = 4
export const TRACKING_CODE_BYTES = (LENGTH * 5) / 8

/** As it is shown: XXXX-XXXX-XXXX-XXXX. From at least ten random bytes; those after them do not matter. */
export function codeOfBytes(bytes: Uint8Array): string {
  if (bytes.length < TRACKING_CODE_BYTES)
    throw new Error(`A tracking code is made of ${TRACKING_CODE_BYTES} bytes, not of ${bytes.length}.`)
  let letters = ''
  for (let i = 0; i < LENGTH; i += 1) letters += LETTERS[fiveBits(bytes, i * 5)]
  return grouped(letters)
}

/**
 * What somebody typed, as it is shown: case, spaces, dashes and full width do not matter, nor O for 0, and I or L for 1. Null
 * for what can be no code.
 */
export function readTrackingCode(typed: string): string | null {
  const letters = typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\p{Pd}]/gu, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
  const isCode = letters.length === LENGTH && [...letters].every((letter) => LETTERS.includes(letter))
  return isCode ? grouped(letters) : null
}

function fiveBits(bytes: Uint8Array, from: number): number {
  const first = from >> 3
  const pair = (bytes[first]! << 8) | (bytes[first + 1] ?? 0)
  return (pair >> (11 - (from & 7))) & 31
}

function grouped(letters: string): string {
  return letters.match(new RegExp(`.{${GROUP}}`, 'g'))!.join('-')
}
