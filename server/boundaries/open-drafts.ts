import type { Rights } from '../domain/coverage/edit/apply-operation.ts'
import { History } from '../domain/coverage/edit/history.ts'
import type { Operation } from '../domain/coverage/edit/operation.ts'
import { isRefusal } from '../domain/coverage/edit/refusal.ts'
import type { ReleaseCoverage } from './coverage-cache.ts'
import { Turns } from '../turns.ts'
import { refused } from './play-draft.ts'

/** Drafts that are being drawn at the same time. */
const KEPT = 16

type OpenDraft = { version: number; outer: boolean; base: ReleaseCoverage; history: History }

/**
 * Drafts as they were played last, so that each further operation is played alone. Only a help: what is not here, or of
 * another version, is played from its base release.
 */
export class OpenDrafts {
  readonly #kept = new Map<number, OpenDraft>()

  /**
   * Plays the operations of a draft, all of which must be possible, though only `done` of them are done; the first `keep` of
   * them are those of `version`. Returns the codes that those that are done change, and what to call once this is the draft's
   * next version: another may have been faster. Throws operation_refused with { at, refused, codes, place }.
   */
  async play(
    { id, version, base, rights }: { id: number; version: number; base: ReleaseCoverage; rights: Rights },
    operations: readonly Operation[],
    { keep, done }: { keep: number; done: number },
  ): Promise<{ touched: Set<string>; remember: () => void }> {
    const known = this.#kept.get(id)
    this.#kept.delete(id)
    const isKnown = known?.version === version && known.base === base && known.outer === rights.outer
    const history = isKnown ? known.history : new History(base.coverage.fork(), rights)
    goTo(history, isKnown ? keep : 0)
    const turns = new Turns()
    for (let at = history.done; at < operations.length; at++) {
      const change = history.do(operations[at]!)
      if (isRefusal(change)) throw refused({ ...change, at })
      await turns.next()
    }
    goTo(history, done)
    const { touched } = history
    goTo(history, operations.length)
    const next = { version: version + 1, outer: rights.outer, base, history }
    return { touched, remember: () => this.#remember(id, next) }
  }

  #remember(id: number, draft: OpenDraft): void {
    this.#kept.delete(id)
    this.#kept.set(id, draft)
    for (const oldest of this.#kept.keys()) if (this.#kept.size > KEPT) this.#kept.delete(oldest)
  }
}

/** Undoes or does again until so many operations are done. */
function goTo(history: History, done: number): void {
  while (history.done > done && history.undo()) continue
  while (history.done < done && history.redo()) continue
}
