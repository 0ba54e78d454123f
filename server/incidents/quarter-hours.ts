const QUARTER_SECONDS = 900
const QUARTER_MS = QUARTER_SECONDS * 1000
const QUARTERS_A_DAY = 96
const HOUR_MS = 3_600_000

/** 1 January 1970 was a Thursday: so many days after a Monday. */
const FIRST_WEEKDAY = 3

/** Counts by quarter of an hour, from which trends and rhythms are folded: every local hour begins on a quarter. */
export class QuarterHours {
  readonly #first: number
  readonly #counts: Uint32Array

  /** The window in milliseconds. */
  constructor(fromMs: number, toMs: number) {
    this.#first = Math.floor(fromMs / QUARTER_MS)
    this.#counts = new Uint32Array(Math.ceil(toMs / QUARTER_MS) - this.#first + 1)
  }

  add(second: number): void {
    // Seconds of 32 bits make quarters of 23: cutting off to an integer is faster than Math.floor.
    this.#counts[((second / QUARTER_SECONDS) | 0) - this.#first]! += 1
  }

  /** Sums between consecutive starts (milliseconds, ascending); the last sum goes to the end. */
  fold(startsMs: readonly number[]): number[] {
    const sums = startsMs.map(() => 0)
    let bucket = 0
    for (let i = 0; i < this.#counts.length; i += 1) {
      const ms = this.#startMs(i)
      while (bucket + 1 < startsMs.length && ms >= startsMs[bucket + 1]!) bucket += 1
      sums[bucket]! += this.#counts[i]!
    }
    return sums
  }

  /** Seven rows from Monday on, 24 hours each, in local time. A zone is taken to shift at most once in 24 hours. */
  byWeekdayAndHour(offsetMs: (ms: number) => number): number[][] {
    const table = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0))
    for (let first = 0; first < this.#counts.length; first += QUARTERS_A_DAY) {
      const end = Math.min(first + QUARTERS_A_DAY, this.#counts.length)
      const offset = offsetMs(this.#startMs(first))
      const isSteady = offset === offsetMs(this.#startMs(end - 1))
      for (let i = first; i < end; i += 1) {
        const ms = this.#startMs(i)
        const hour = Math.floor((ms + (isSteady ? offset : offsetMs(ms))) / HOUR_MS)
        table[(Math.floor(hour / 24) + FIRST_WEEKDAY) % 7]![hour % 24]! += this.#counts[i]!
      }
    }
    return table
  }

  #startMs(quarter: number): number {
    return (this.#first + quarter) * QUARTER_MS
  }
}
