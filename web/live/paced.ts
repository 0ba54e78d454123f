/**
 * What is asked anew when something happens: at once after a rest, and during a burst no more often than every so many
 * milliseconds, the last time when it is over.
 */
export class Paced {
  readonly #run: () => void
  readonly #everyMs: number
  #timer: ReturnType<typeof setTimeout> | undefined
  #again = false

  constructor(run: () => void, everyMs: number) {
    this.#run = run
    this.#everyMs = everyMs
  }

  /** Something has happened. */
  readonly tell = (): void => {
    if (this.#timer !== undefined) {
      this.#again = true
      return
    }
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      if (this.#again) this.tell()
    }, this.#everyMs)
    this.#again = false
    this.#run()
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#again = false
  }
}
