import type { Draft } from '../../../server/contract.ts'
import { type ApiError, ifMatch, sendJson, toApiError } from '../../api.ts'
import { forgetKeptWork, writeKeptWork } from './kept-work.ts'
import { patched, patchFor, type Work } from './patch.ts'

/** How it stands with the work: with the server, on its way, on this machine only, or the server does not take it. */
export type KeepState = 'saved' | 'saving' | 'kept' | 'lost' | 'refused' | 'conflict'

const AGAIN_AFTER_MS = 5000

type Hooks = {
  csrf: () => string
  /** The draft as the server has it now. */
  onSaved: (draft: Draft) => void
}

/**
 * Brings the work on a draft to the server: one request at a time, whatever was done meanwhile with the next one. What the
 * server has not got is kept on this machine.
 */
export class DraftKeeper {
  state = $state<KeepState>('saved')
  /** Why the server does not take it. */
  error = $state.raw<ApiError | null>(null)
  readonly #id: number
  readonly #hooks: Hooks
  #version: number
  #known: Work
  #now: Work
  #sending = false
  #timer: ReturnType<typeof setTimeout> | null = null

  /** `draft` as the server has it, its operations the same objects as those of the work wherever they are equal. */
  constructor(draft: Draft, hooks: Hooks) {
    this.#id = draft.id
    this.#version = draft.version
    this.#known = { operations: draft.operations, done: draft.done }
    this.#now = this.#known
    this.#hooks = hooks
  }

  get version(): number {
    return this.#version
  }

  /** The work as it is now; it is on its way when this returns. */
  keep(now: Work): void {
    this.#now = now
    if (patchFor(this.#known, now) === null && !this.#sending) return this.#settle()
    const kept = { version: this.#version, operations: [...now.operations], done: now.done }
    const isKept = writeKeptWork(this.#id, kept)
    if (!isKept && this.state === 'kept') this.state = 'lost'
    if (this.state !== 'conflict') void this.#send()
  }

  /** The server has the draft in another state: after an action. */
  take(draft: Draft): void {
    this.#version = draft.version
  }

  /** Tries again now. */
  retry(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    void this.#send()
  }

  /** Tries when the browser hears that there is a network again; returns what ends all trying. */
  follow(): () => void {
    const online = () => this.state === 'kept' && this.retry()
    addEventListener('online', online)
    return () => {
      removeEventListener('online', online)
      if (this.#timer) clearTimeout(this.#timer)
    }
  }

  /** Resolves when nothing is on its way any more; to whether the server has everything. */
  async settled(): Promise<boolean> {
    while (this.#sending) await new Promise((resolve) => setTimeout(resolve, 20))
    return this.state === 'saved'
  }

  async #send(): Promise<void> {
    if (this.#sending || this.#timer) return
    this.#sending = true
    try {
      for (let patch = patchFor(this.#known, this.#now); patch; patch = patchFor(this.#known, this.#now)) {
        this.state = 'saving'
        const draft = await sendJson<Draft>('PATCH', `/api/boundaries/drafts/${this.#id}/operations`, patch, {
          csrf: this.#hooks.csrf(),
          headers: ifMatch(this.#version),
        })
        this.#known = patched(this.#known, patch)
        this.#version = draft.version
        this.#hooks.onSaved(draft)
      }
      this.#settle()
    } catch (thrown) {
      this.#fail(toApiError(thrown))
    } finally {
      this.#sending = false
    }
  }

  #settle(): void {
    forgetKeptWork(this.#id)
    this.error = null
    this.state = 'saved'
  }

  #fail(error: ApiError): void {
    this.error = error
    const isAway = ['unreachable', 'not_ready', 'internal', 'too_many_requests'].includes(error.code)
    if (error.code === 'stale') this.state = 'conflict'
    else if (!isAway) this.state = 'refused'
    else {
      const work = { version: this.#version, operations: [...this.#now.operations], done: this.#now.done }
      this.state = writeKeptWork(this.#id, work) ? 'kept' : 'lost'
      this.#timer = setTimeout(() => this.retry(), AGAIN_AFTER_MS)
    }
  }
}
