/** A word of a bitset holds so many days. */
export const DAYS_OF_WORD = 32

const FIRST_CAPACITY = 1024

/**
 * On which days each of many places was visited: a bit for each day (days since 1970), and all places of the same 32 days in
 * one array, so that a month of 300,000 places is two arrays that are walked from end to end. Places are numbered from 0.
 */
export class VisitDays {
  readonly #words = new Map<number, Uint32Array>()

  /** Adds days to a place: `word` is day / 32 rounded down, the lowest of the `bits` its first day. */
  mark(place: number, word: number, bits: number): void {
    let days = this.#words.get(word)
    if (days === undefined || place >= days.length) {
      const grown = new Uint32Array(Math.max(FIRST_CAPACITY, 2 ** Math.ceil(Math.log2(place + 1))))
      if (days) grown.set(days)
      this.#words.set(word, (days = grown))
    }
    days[place]! |= bits
  }

  markDay(place: number, day: number): void {
    this.mark(place, Math.floor(day / DAYS_OF_WORD), 1 << (day % DAYS_OF_WORD))
  }

  /** What of it lies on the days from `from` to `to`, both included. */
  within(from: number, to: number): VisitedWithin {
    const parts = []
    for (const [word, days] of this.#words) {
      const first = Math.max(from - word * DAYS_OF_WORD, 0)
      const last = Math.min(to - word * DAYS_OF_WORD, DAYS_OF_WORD - 1)
      if (first > last) continue
      // -1 has every bit: those below `first` and above `last` are pushed out at the ends.
      parts.push({ word, days, mask: (-1 << first) & (-1 >>> (DAYS_OF_WORD - 1 - last)) })
    }
    return new VisitedWithin(parts.sort((a, b) => b.word - a.word))
  }
}

/** A word of the window, with the bits of those of its days that lie in it. */
type Part = { word: number; days: Uint32Array; mask: number }

/** The visits of some days; asked while nothing is marked. */
export class VisitedWithin {
  /** The latest first; words in which nothing is are left out. */
  readonly #parts: readonly Part[]

  constructor(parts: readonly Part[]) {
    this.#parts = parts
  }

  /** Whether a place was visited on any of the days. */
  has(place: number): boolean {
    for (const { days, mask } of this.#parts) if (((days[place] ?? 0) & mask) !== 0) return true
    return false
  }

  /** How many of the places were visited on any of the days. */
  count(places: ArrayLike<number>): number {
    let count = 0
    for (let i = 0; i < places.length; i += 1) if (this.has(places[i]!)) count += 1
    return count
  }

  /** The last of the days (since 1970) on which a place was visited; null when on none. */
  lastOf(place: number): number | null {
    for (const { days, mask, word } of this.#parts) {
      const bits = (days[place] ?? 0) & mask
      if (bits !== 0) return lastBit(word, bits)
    }
    return null
  }

  /** The last of the days on which any of the places was visited; null when on none. */
  last(places: ArrayLike<number>): number | null {
    for (const { days, mask, word } of this.#parts) {
      let bits = 0
      for (let i = 0; i < places.length; i += 1) bits |= days[places[i]!] ?? 0
      if ((bits & mask) !== 0) return lastBit(word, bits & mask)
    }
    return null
  }
}

function lastBit(word: number, bits: number): number {
  return word * DAYS_OF_WORD + 31 - Math.clz32(bits)
}
