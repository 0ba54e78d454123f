import { lockSeconds } from '../domain/lock-out.ts'

/** Names that are remembered at most; the ones tried longest ago go first. */
const MOST_NAMES = 10_000

/**
 * Wrong passwords for names that no account has. They lock as accounts do, so that nobody learns from a lock which
 * accounts there are. Forgotten when the process ends.
 */
export class Strangers {
  readonly #tried = new Map<string, { failures: number; lockedUntil: number }>()

  /** Until when a name takes no password; 0: it does now. */
  lockedUntil(name: string): number {
    return this.#tried.get(name)?.lockedUntil ?? 0
  }

  recordFailure(name: string, now: number): void {
    const failures = (this.#tried.get(name)?.failures ?? 0) + 1
    this.#tried.delete(name)
    this.#tried.set(name, { failures, lockedUntil: now + lockSeconds(failures) * 1000 })
    if (this.#tried.size > MOST_NAMES) this.#tried.delete(this.#tried.keys().next().value ?? '')
  }
}
