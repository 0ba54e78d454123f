import type { IncidentDetail, Life, Step } from '../../server/contract.ts'
import type { ActionName } from '../../server/domain/lifecycle/actions.ts'
import { type ApiError, getJson, ifMatch, sendJson, toApiError } from '../api.ts'
import { Resource } from '../state/resource.svelte.ts'
import type { Session } from '../state/session.svelte.ts'
import type { Given } from './work-state.svelte.ts'

/** How an action ended. */
export type Outcome = 'done' | 'stale' | 'failed'

/** One incident that is open on the screen: what it is, where it stands, and what is done with it. */
export class CaseState {
  readonly id: number
  readonly detail = new Resource<IncidentDetail>()
  readonly life = new Resource<Life>()
  /** An action is under way. */
  busy = $state(false)
  /** Why the last action did not come about. */
  error = $state.raw<ApiError | null>(null)
  /** What others did since what was shown, when they were faster. */
  missed = $state.raw<readonly Step[]>([])
  /** It went from the unit of whoever looks at it, and is not theirs to see any more. */
  left = $state(false)
  readonly #session: Session

  constructor(id: number, session: Session) {
    this.id = id
    this.#session = session
  }

  async read(): Promise<void> {
    this.left = false
    await Promise.all([
      this.#readDetail(),
      this.life.load((signal) => getJson<Life>(`/api/incidents/${this.id}/life`, signal)),
    ])
  }

  async #readDetail(): Promise<void> {
    await this.detail.load((signal) => getJson<IncidentDetail>(`/api/incidents/${this.id}`, signal))
  }

  /** The incident is not the viewer's to see any more: nothing of it stays on the screen. */
  leave(): void {
    this.left = true
    this.detail.put(null)
    this.life.put(null)
  }

  stop(): void {
    this.detail.stop()
    this.life.stop()
  }

  /** Takes an action on the version on which it was decided; resolves to whether it came about, or others were faster. */
  async act(action: ActionName, given: Given, version: number): Promise<Outcome> {
    if (this.busy) return 'failed'
    this.busy = true
    this.error = null
    this.missed = []
    try {
      const life = await sendJson<Life>(
        'POST',
        `/api/incidents/${this.id}/actions`,
        { action, ...given },
        { csrf: this.#session.csrf, headers: ifMatch(version) },
      )
      this.life.put(life)
      await this.#readDetail()
    } catch (error) {
      this.error = toApiError(error)
      if (this.error.code === 'stale') this.missed = (this.error.details as { steps: Step[] }).steps
      await this.read()
    } finally {
      this.busy = false
    }
    if (this.error === null) return 'done'
    return this.error.code === 'stale' ? 'stale' : 'failed'
  }
}
