import { type ApiError, sendJson, toApiError } from '../api.ts'
import type { Session } from './session.svelte.ts'

/** A list that somebody changes, one thing at a time: whether a change is on its way, and why the last one failed. */
export abstract class Doing {
  error = $state.raw<ApiError | null>(null)
  busy = $state(false)
  protected readonly session: Session

  constructor(session: Session) {
    this.session = session
  }

  /** Reads anew what is shown. */
  abstract read(): Promise<void>

  protected send<Answer>(
    method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    body: object | null,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    return sendJson<Answer>(method, url, body, { csrf: this.session.csrf, headers })
  }

  /**
   * Does a task, unless another is on its way; resolves to whether it came about. What is shown is read again either way, for others
   * change it too; `changes`: false where nothing can have changed.
   */
  protected async run(task: () => Promise<unknown>, changes = true): Promise<boolean> {
    if (this.busy) return false
    this.busy = true
    this.error = null
    try {
      await task()
    } catch (thrown) {
      this.error = toApiError(thrown)
    } finally {
      this.busy = false
    }
    const done = this.error === null
    if (changes) await this.read()
    return done
  }
}
