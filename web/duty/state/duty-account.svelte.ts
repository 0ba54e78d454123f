import { createContext } from 'svelte'
import { ApiError, sendJson } from '../../api.ts'
import type { Session } from '../../state/session.svelte.ts'
import type { Sender } from '../send/send-item.ts'
import { readLastViewer, writeLastViewer, type Viewer } from '../store/device-store.ts'

/**
 * Whose page this is: who is signed in; where the server is not heard, or the session is over, who used this device last and
 * has not signed out.
 */
export class DutyAccount {
  readonly session: Session
  #last = $state.raw<Viewer | null>(null)
  /** What this device knows has been read. */
  #ready = $state(false)
  readonly viewer: Viewer | null = $derived.by(() => this.session.viewer ?? this.#last)
  /** Nobody is signed in: nothing can be sent, but all that is here can be seen and added to. */
  readonly expired = $derived.by(
    () => this.session.known && this.session.viewer === null && this.#last !== null,
  )
  readonly known = $derived.by(() => this.#ready && (this.viewer !== null || this.session.known))
  /** Neither the server nor this device says who this is. */
  readonly failed = $derived.by(
    () => this.#ready && this.viewer === null && !this.session.known && this.session.error !== null,
  )

  constructor(session: Session, last: Promise<Viewer | null> = readLastViewer()) {
    this.session = session
    // Without a store (a browser's private window) there is nobody who was here last. Whom the server has named meanwhile
    // counts for more than who was read of before.
    last
      .then((viewer) => (this.#last ??= viewer))
      .catch(() => {})
      .finally(() => (this.#ready = true))
    void session.refresh()
  }

  /** Remembers who is signed in. */
  remember(): void {
    const { viewer } = this.session
    if (viewer === null || (this.#last?.name === viewer.name && this.#last.csrf === viewer.csrf)) return
    this.#last = viewer
    void writeLastViewer(viewer).catch(() => {})
  }

  /** Who sends what is of this account: nobody but they, as the server knows them. */
  async senderFor(account: string): Promise<Sender | 'later' | 'signIn'> {
    if (!this.session.known) await this.session.refresh()
    if (!this.session.known) return 'later'
    const { viewer } = this.session
    return viewer?.name === account ? { name: viewer.name, csrf: viewer.csrf ?? '' } : 'signIn'
  }

  /** The server did not know the session that was sent with: what does it say now? */
  async senderAfter(account: string, refused: Sender): Promise<Sender | 'later' | 'signIn'> {
    await this.session.refresh()
    if (this.session.error) return 'later'
    const now = await this.senderFor(account)
    // Refused with what still holds: asking at once again would be asking for ever.
    return typeof now === 'object' && now.csrf === refused.csrf ? 'later' : now
  }

  /**
   * Signs out; the page is nobody's then. `clear` takes from the device what it kept. Throws
   * ApiError without a network: the server must hear of it.
   */
  async leave(clear: () => Promise<void> = async () => {}): Promise<void> {
    await sendJson('DELETE', '/api/session', null, { csrf: this.session.csrf }).catch((error: unknown) => {
      // Where the session was over already, that is what was wanted.
      if (!(error instanceof ApiError) || error.code === 'unreachable') throw error
    })
    await clear()
    await writeLastViewer(null).catch(() => {})
    this.#last = null
    await this.session.refresh()
  }
}

export const [useDutyAccount, provideDutyAccount] = createContext<DutyAccount>()
