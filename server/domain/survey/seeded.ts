/** A source of chance that gives the same numbers for the same text, on every machine and for ever. */
export type Chance = {
  /** A whole number from 0 up to but not including `end` (at most 2^31), each as likely as any other. */
  below(end: number): number
}

/** Numbers by sfc32 (Chris Doty-Humphrey, PractRand, public domain), whose 128 bits of state are hashed from the text by FNV-1a. */
export function chanceOf(text: string): Chance {
  let [a, b, c, d] = [hash(text, 0), hash(text, 1), hash(text, 2), hash(text, 3)]
  const next = (): number => {
    const sum = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + sum) | 0
    return sum >>> 0
  }
  for (let i = 0; i < 20; i += 1) next()
  return {
    below(end) {
      // What lies above the last whole multiple would make small numbers a little likelier.
      const limit = 2 ** 32 - (2 ** 32 % end)
      for (;;) {
        const number = next()
        if (number < limit) return number % end
      }
    },
  }
}

function hash(text: string, lane: number): number {
  let value = 0x811c9dc5 ^ Math.imul(lane + 1, 0x9e3779b1)
  for (let i = 0; i < text.length; i += 1) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35)
  return value ^ (value >>> 16)
}
