const QUARTER_SECONDS = 900

/** Counts by quarter of an hour, from which trends and rhythms are folded: every local hour begins on a quarter. */
export class QuarterHours {
  readonly #first: number
  readonly #counts: Uint32Array

  /** The window in milliseconds. */
  constructor(fromMs: number, toMs: number) {
    this.#first = Math.floor(fromMs / 1000 / QUARTER_SECONDS)
    this.#counts = new Uint32Array(Math.ceil(toMs / 1000 / QUARTER_SECONDS) - this.#first + 1)
  }

  add(second: number): void {
    this.#counts[Math.floor(second / QUARTER_SECONDS) - this.#first]! += 1
  }

  /** Sums between consecutive starts (milliseconds, ascending); the last sum goes to the end. */
  fold(startsMs: readonly number[]): number[] {
    const sums = startsMs.map(() => 0)
    let bucket = 0
    this.#counts.forEach((count, i) => {
      const ms = (this.#first + i) * QUARTER_SECONDS * 1000
      while (bucket + 1 < startsMs.length && ms >= startsMs[bucket + 1]!) bucket += 1
      sums[bucket]! += count
    })
    return sums
  }

  /** Seven rows from Monday on, 24 hours each, in local time. */
  byWeekdayAndHour(offsetMs: (ms: number) => number): number[][] {
    const table = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0))
    this.#counts.forEach((count, i) => {
      if (count === 0) return
      const ms = (this.#first + i) * QUARTER_SECONDS * 1000
      const local = new Date(ms + offsetMs(ms))
      table[(local.getUTCDay() + 6) % 7]![local.getUTCHours()]! += count
    })
    return table
  }
}
