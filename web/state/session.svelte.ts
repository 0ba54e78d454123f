import { createContext } from 'svelte'
import type { SessionState } from '../../server/contract.ts'
import { getJson, sendJson, type ApiError } from '../api.ts'
import { Resource } from './resource.svelte.ts'

const ADDRESS = '/api/session'

/** Who is signed in, as the server says. */
export class Session {
  readonly #state = new Resource<SessionState>()
  readonly viewer = $derived(this.#state.value?.viewer ?? null)
  readonly demoAccounts = $derived(this.#state.value?.demoAccounts ?? [])
  /** The provider at which people sign in too; null: there is none. */
  readonly openId = $derived(this.#state.value?.openId ?? null)
  /** Whether there is an area to look at; people of units have none. */
  readonly seesAreas = $derived(
    this.viewer === null || this.viewer.areas === null || this.viewer.areas.length > 0,
  )
  /** What must go with whatever changes something. */
  readonly csrf = $derived(this.viewer?.csrf ?? '')
  readonly roles = $derived(new Set((this.viewer?.grants ?? []).map(({ role }) => role)))
  /** The server has answered; before that nobody knows whether somebody is signed in. */
  readonly known = $derived(this.#state.value !== null)
  readonly error = $derived(this.#state.error)
  readonly busy = $derived(this.#state.loading)

  async refresh(): Promise<void> {
    await this.#state.load((signal) => getJson<SessionState>(ADDRESS, signal))
  }

  /** Signs in; resolves to what went wrong, or null. */
  async signIn(username: string, password: string): Promise<ApiError | null> {
    await this.#state.load((signal) =>
      sendJson<SessionState>('POST', ADDRESS, { username, password }, { signal }),
    )
    return this.#state.error
  }

  /** Signs out. Where the session was over already, that is what was wanted. */
  async signOut(): Promise<void> {
    await sendJson('DELETE', ADDRESS, null, { csrf: this.csrf }).catch(() => null)
    await this.refresh()
  }
}

export const [useSession, provideSession] = createContext<Session>()
