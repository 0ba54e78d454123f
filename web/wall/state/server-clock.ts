import { betterSkew, skewOf, type Skew } from '../../state/clock-skew.ts'

/** Clocks of the machine: what its calendar says, and how long it has been running, both in milliseconds. */
export type Clocks = { calendar: () => number; running: () => number }

const MACHINE: Clocks = { calendar: () => Date.now(), running: () => performance.now() }

/** The two drift apart by less than this, unless somebody sets the calendar or the machine slept. */
const JUMP_MS = 5000

/**
 * The server's clock as this page reckons it: from its answers, and between them by how long the machine has been running, so that
 * setting the machine's clock changes nothing.
 */
export class ServerClock {
  readonly #clocks: Clocks
  #skew: Skew | null = null
  #apart: number

  constructor(clocks: Clocks = MACHINE) {
    this.#clocks = clocks
    this.#apart = clocks.calendar() - clocks.running()
  }

  /** Milliseconds that have passed since some moment; nobody can set them. */
  running(): number {
    return this.#clocks.running()
  }

  /** The server's time, milliseconds since 1970; this machine's before the first answer. */
  now(): number {
    return Math.round(this.#clocks.running() + (this.#skew?.offsetMs ?? this.#apart))
  }

  /** Takes the time that an answer tells. `askedAt`, `heardAt`: `running()` when it was asked for and when it was there. */
  measure(serverNow: string, askedAt: number, heardAt: number): void {
    this.#skew = betterSkew(this.#skew, skewOf(Date.parse(serverNow), askedAt, heardAt))
  }

  /** Whether the machine's calendar was set, or the machine slept, since this was last asked: what is known should be asked anew. */
  jumped(): boolean {
    const apart = this.#clocks.calendar() - this.#clocks.running()
    const jumped = Math.abs(apart - this.#apart) > JUMP_MS
    this.#apart = apart
    return jumped
  }
}
