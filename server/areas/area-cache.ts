import type { Db } from '../db/connect.ts'
import { AreaIndex } from './area-index.ts'
import { readLatestRelease } from './queries.ts'

/** How long an answer about the latest release is trusted before the database is asked again. */
const TRUST_MILLISECONDS = 500

/** The current areas; notices a release that another process or command has published. */
export class AreaCache {
  readonly #db: Db
  #index: AreaIndex | null = null
  #checkedAt = 0
  #checking: Promise<AreaIndex> | null = null

  constructor(db: Db) {
    this.#db = db
  }

  /** The index of the latest release. Callers share one check and one load. */
  async current(): Promise<AreaIndex> {
    if (this.#index && Date.now() - this.#checkedAt < TRUST_MILLISECONDS) return this.#index
    this.#checking ??= this.#check().finally(() => (this.#checking = null))
    return this.#checking
  }

  /** Somebody knows of a new release: the next caller gets it, however fresh the last look is. */
  expire(): void {
    this.#checkedAt = 0
  }

  async #check(): Promise<AreaIndex> {
    const latest = await readLatestRelease(this.#db)
    if (!this.#index || this.#index.release !== (latest?.seq ?? 0)) {
      this.#index = await AreaIndex.load(this.#db, this.#index)
    }
    this.#checkedAt = Date.now()
    return this.#index
  }
}
