import type { Db } from '../db/connect.ts'
import { CodedError } from '../errors.ts'
import { AreaIndex } from './area-index.ts'
import { KeptFew } from './kept-few.ts'
import { readLatestRelease } from './queries.ts'

/** How long an answer about the latest release is trusted before the database is asked again. */
const TRUST_MILLISECONDS = 500

/** Releases that were and are looked at: each takes as much memory as the present one. */
const MOST_EARLIER = 2

/** The current areas, and those of earlier releases; notices a release that another process or command has published. */
export class AreaCache {
  readonly #db: Db
  #index: AreaIndex | null = null
  /** By a clock that nobody sets: by one that was set back, what was read would be trusted until it has caught up. */
  #checkedAt = -Infinity
  /** Grows when somebody knows that there is something new. */
  #expired = 0
  #checking: Promise<AreaIndex> | null = null
  readonly #earlier: KeptFew<AreaIndex | null>

  constructor(db: Db) {
    this.#db = db
    this.#earlier = new KeptFew(MOST_EARLIER, (release) => AreaIndex.loadAt(db, release))
  }

  /** The index of the latest release. Callers share one check and one load. */
  async current(): Promise<AreaIndex> {
    if (this.#index && performance.now() - this.#checkedAt < TRUST_MILLISECONDS) return this.#index
    this.#checking ??= this.#check().finally(() => (this.#checking = null))
    return this.#checking
  }

  /** Somebody knows of a new release: the next caller gets it, however fresh the last look is. */
  expire(): void {
    this.#expired += 1
    this.#checkedAt = -Infinity
    this.#checking = null
  }

  /** The index of a release, the latest when none is named. Throws unknown_release. */
  async at(release: number | undefined): Promise<AreaIndex> {
    const current = await this.current()
    if (release === undefined || release === current.release) return current
    const index = release > current.release ? null : await this.#earlier.get(release)
    if (index !== null) return index
    throw new CodedError(
      'unknown_release',
      `Release ${current.release} is the latest, but ${release} was asked for, which there is not.`,
    )
  }

  async #check(): Promise<AreaIndex> {
    const expired = this.#expired
    const latest = await readLatestRelease(this.#db)
    if (!this.#index || this.#index.release !== (latest?.seq ?? 0)) {
      this.#index = await AreaIndex.load(this.#db, this.#index)
    }
    // What was said to be new meanwhile may have come too late for this look.
    this.#checkedAt = expired === this.#expired ? performance.now() : -Infinity
    return this.#index
  }
}
