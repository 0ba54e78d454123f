import type { WallPicture } from '../../../server/contract.ts'

export type Emergency = WallPicture['emergencies'][number]

const STAGE_MS = 30_000
const MOST_WAITING = 5
const MOST_KNOWN = 500

/**
 * Which new emergency takes the stage: each once, one after the other, for half a minute or until it is over. Those that were there
 * at the start take none.
 */
export class Stage {
  readonly #known = new Set<number>()
  #waiting: number[] = []
  #shown: { id: number; until: number } | null = null
  #since: string | null = null

  /**
   * Takes the open emergencies of a picture reckoned at `at`. `running`: milliseconds that nobody can set. Gives the one on the stage,
   * and whether it has just come there.
   */
  see(
    emergencies: readonly Emergency[],
    at: string,
    running: number,
  ): { emergency: Emergency | null; isNew: boolean } {
    const isFirst = this.#since === null
    this.#since ??= at
    for (const { id, reportedAt } of emergencies) {
      if (this.#known.has(id)) continue
      this.#known.add(id)
      // What moves up in a full list because another ended is no news.
      if (!isFirst && Date.parse(reportedAt) >= Date.parse(this.#since)) this.#waiting.push(id)
    }
    this.#forget()
    const byId = new Map(emergencies.map((emergency) => [emergency.id, emergency]))
    let isNew = false
    if (this.#shown !== null && (running >= this.#shown.until || !byId.has(this.#shown.id)))
      this.#shown = null
    while (this.#shown === null && this.#waiting.length > 0) {
      const id = this.#waiting.shift()!
      if (!byId.has(id)) continue
      this.#shown = { id, until: running + STAGE_MS }
      isNew = true
    }
    return { emergency: this.#shown === null ? null : byId.get(this.#shown.id)!, isNew }
  }

  /** Bounded, for a wall runs for months. */
  #forget(): void {
    this.#waiting = this.#waiting.slice(-MOST_WAITING)
    for (const id of this.#known) {
      if (this.#known.size <= MOST_KNOWN) break
      this.#known.delete(id)
    }
  }
}
