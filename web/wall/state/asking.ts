import { backOffMs } from '../../state/back-off.ts'

const LONGEST_RETRY_MS = 30_000

export type Pace = {
  /** The longest between two questions. */
  everyMs: number
  /** The shortest, whatever happens. */
  restMs: number
  /** No answer after this long is none. */
  limitMs: number
}

/**
 * What is asked for again and again: soon when something has happened, and every so often in any case; each question has a limit of
 * time, and while nobody answers they come later and later. All at random moments, for a wall has many screens.
 */
export class Asking {
  readonly #ask: (signal: AbortSignal) => Promise<void>
  readonly #pace: Pace
  #timer: ReturnType<typeof setTimeout> | undefined
  #running: AbortController | null = null
  #dueAt = Infinity
  #askedAt = -Infinity
  #again = false
  #failures = 0

  /** `ask` throws where there was no answer. */
  constructor(ask: (signal: AbortSignal) => Promise<void>, pace: Pace) {
    this.#ask = ask
    this.#pace = pace
  }

  /** Something has happened: asks as soon as the pace allows. */
  readonly tell = (): void => {
    if (this.#running) {
      this.#again = true
      return
    }
    const rest = this.#pace.restMs * (1 + Math.random() / 4)
    const wait = Math.max(0, this.#askedAt + rest - performance.now())
    if (performance.now() + wait < this.#dueAt) this.#in(wait)
  }

  /** Asks now; what was asked before and has no answer yet is given up. */
  readonly begin = (): void => {
    this.stop()
    this.#in(0)
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#running?.abort()
    this.#running = null
    this.#again = false
    this.#dueAt = Infinity
    this.#failures = 0
  }

  #in(waitMs: number): void {
    clearTimeout(this.#timer)
    this.#dueAt = performance.now() + waitMs
    this.#timer = setTimeout(() => void this.#run(), waitMs)
  }

  async #run(): Promise<void> {
    const running = new AbortController()
    this.#running = running
    this.#askedAt = performance.now()
    this.#dueAt = Infinity
    const limit = setTimeout(() => running.abort(), this.#pace.limitMs)
    const answered = await this.#ask(running.signal).then(
      () => true,
      () => false,
    )
    clearTimeout(limit)
    // Stopped, or begun anew, meanwhile.
    if (this.#running !== running) return
    this.#running = null
    this.#failures = answered ? 0 : this.#failures + 1
    this.#in(
      answered
        ? this.#pace.everyMs * (0.8 + Math.random() / 5)
        : backOffMs(this.#failures, Math.random(), LONGEST_RETRY_MS),
    )
    if (this.#again && answered) this.tell()
    this.#again = false
  }
}
