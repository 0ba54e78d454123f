import { sha256 } from './sha256.ts'

// Before a report of the public stands a puzzle: to find a number which, written behind the challenge, gives a hash that begins with
// so many zero bits. A phone needs a moment for one report; whoever would send thousands needs hours.

/** Answers are decimal numbers of so many digits at most. */
const MOST_DIGITS = 15

/** Whether an answer solves a challenge: SHA-256 of "challenge:answer" begins with `bits` zero bits. */
export function isSolution(challenge: string, bits: number, answer: string): boolean {
  if (!new RegExp(`^\\d{1,${MOST_DIGITS}}$`).test(answer)) return false
  return leadingZeroBits(sha256(new TextEncoder().encode(`${challenge}:${answer}`))) >= bits
}

/** Tries `count` numbers from `from` on; the first that solves the challenge, or null. */
export function trySolutions(challenge: string, bits: number, from: number, count: number): string | null {
  const encoder = new TextEncoder()
  for (let answer = from; answer < from + count; answer += 1) {
    const bytes = encoder.encode(`${challenge}:${answer}`)
    if (leadingZeroBits(sha256(bytes)) >= bits) return String(answer)
  }
  return null
}

function leadingZeroBits(words: Int32Array): number {
  let bits = 0
  for (const word of words) {
    if (word !== 0) return bits + Math.clz32(word)
    bits += 32
  }
  return bits
}
