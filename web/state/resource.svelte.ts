import { type ApiError, toApiError } from '../api.ts'

/**
 * What was last read from the server. A newer request ends the one before; while one runs, and when it fails, the last
 * value stays, so that the screen keeps its picture.
 */
export class Resource<Value> {
  value = $state.raw<Value | null>(null)
  error = $state.raw<ApiError | null>(null)
  loading = $state(false)
  #running: AbortController | null = null

  /** Replaces the value by what `read` gives; resolves to it, or to null when it failed or was overtaken. */
  async load(read: (signal: AbortSignal) => Promise<Value>): Promise<Value | null> {
    this.#running?.abort()
    const running = new AbortController()
    this.#running = running
    this.loading = true
    try {
      const value = await read(running.signal)
      if (running.signal.aborted) return null
      this.value = value
      this.error = null
      return value
    } catch (error) {
      if (running.signal.aborted) return null
      this.error = toApiError(error)
      return null
    } finally {
      if (this.#running === running) {
        this.#running = null
        this.loading = false
      }
    }
  }

  /** Takes what the answer to a change gave, or nothing: a reading that was asked for before must not put the old value back. */
  put(value: Value | null): void {
    this.stop()
    this.value = value
    this.error = null
  }

  /** Gives up what runs; for when the screen goes away. */
  stop(): void {
    this.#running?.abort()
    this.#running = null
    this.loading = false
  }
}
