import type { Draft, DraftGround } from '../../../server/contract.ts'
import type { DraftAction } from '../../../server/domain/boundary-draft.ts'
import { type ApiError, getJson, ifMatch, sendJson, toApiError } from '../../api.ts'
import type { Session } from '../../state/session.svelte.ts'
import { DraftKeeper } from '../keep/draft-keeper.svelte.ts'
import { forgetKeptWork, readKeptWork, type KeptWork } from '../keep/kept-work.ts'
import { patchFor, sharedWith, type Work } from '../keep/patch.ts'
import { EditState, type Refused } from './edit-state.svelte.ts'
import { Workbench } from './workbench.svelte.ts'

/** One draft: what the server says of it, the areas in the hand, and the way between the two. */
export class StudioState {
  draft = $state.raw<Draft | null>(null)
  bench = $state.raw<Workbench | null>(null)
  keeper = $state.raw<DraftKeeper | null>(null)
  error = $state.raw<ApiError | null>(null)
  busy = $state(false)
  /** Work of this machine that the server's has left behind: one of the two must go. */
  rival = $state.raw<KeptWork | null>(null)
  /** An operation of the kept work that cannot be done any more. */
  unplayable = $state.raw<Refused | null>(null)
  readonly mayEdit = $derived(
    this.draft !== null && this.draft.mayEdit && this.draft.stale === null && this.rival === null,
  )
  readonly id: number
  readonly #session: Session
  #ground: DraftGround | null = null
  #endKeeping: () => void = () => {}

  constructor(id: number, session: Session) {
    this.id = id
    this.#session = session
  }

  get #address(): string {
    return `/api/boundaries/drafts/${this.id}`
  }

  /** Reads the draft and its ground, and goes on from what this machine kept, if the server has not gone on without it. */
  async load(signal?: AbortSignal): Promise<void> {
    this.error = null
    try {
      const [draft, ground] = await Promise.all([
        getJson<Draft>(this.#address, signal),
        this.#ground ?? getJson<DraftGround>(`${this.#address}/ground`, signal),
      ])
      this.#ground = ground
      this.#begin(draft, readKeptWork(this.id))
    } catch (thrown) {
      if (!signal?.aborted) this.error = toApiError(thrown)
    }
  }

  /** Begins a draft on the boundaries in force with what fits of this one. Throws ApiError. */
  async carryOver({ id, title, area }: Draft): Promise<Draft> {
    this.busy = true
    try {
      const body = { title, area, carryOver: id }
      return await sendJson<Draft>('POST', '/api/boundaries/drafts', body, { csrf: this.#session.csrf })
    } finally {
      this.busy = false
    }
  }

  /** Ends what runs in the background. */
  stop(): void {
    this.#endKeeping()
  }

  #begin(draft: Draft, kept: KeptWork | null): void {
    const work = kept && { done: kept.done, operations: sharedWith(draft.operations, kept.operations) }
    const isNew = work !== null && patchFor(draft, work) !== null
    if (kept && !isNew) forgetKeptWork(this.id)
    const goesOn = isNew && kept!.version === draft.version && draft.mayEdit
    this.rival = isNew && !goesOn && draft.mayEdit ? kept : null
    this.#open(draft, goesOn ? work! : draft)
  }

  #open(draft: Draft, work: Work): void {
    const edit = new EditState(this.#ground!)
    this.unplayable = edit.play(work)
    const keeper = new DraftKeeper(draft, {
      csrf: () => this.#session.csrf,
      onSaved: (saved) => (this.draft = saved),
    })
    edit.onWork((now) => keeper.keep(now))
    this.#endKeeping()
    this.#endKeeping = keeper.follow()
    this.draft = draft
    this.keeper = keeper
    this.bench = new Workbench(edit)
    if (work !== draft && !this.unplayable) keeper.keep(edit.work)
  }

  /** Ends a conflict: with the work of this machine, or with the server's. */
  async choose(whose: 'mine' | 'theirs'): Promise<void> {
    const mine = this.rival ?? readKeptWork(this.id)
    forgetKeptWork(this.id)
    this.rival = null
    await this.load()
    if (whose === 'theirs' || mine === null || this.draft === null) return
    this.#open(this.draft, {
      done: mine.done,
      operations: sharedWith(this.draft.operations, mine.operations),
    })
  }

  /** Takes the draft's next step; resolves to whether it was taken (`error` says why not). */
  async act(action: DraftAction, note: string | null): Promise<boolean> {
    if (this.busy || !this.draft || !this.keeper) return false
    this.busy = true
    this.error = null
    try {
      if (!(await this.keeper.settled())) return false
      const draft = await sendJson<Draft>(
        'POST',
        `${this.#address}/actions`,
        { action, ...(note === null ? {} : { note }) },
        { csrf: this.#session.csrf, headers: ifMatch(this.keeper.version) },
      )
      this.keeper.take(draft)
      this.draft = draft
      return true
    } catch (thrown) {
      const error = toApiError(thrown)
      // Somebody was faster: what is shown next is how it is now.
      if (error.code === 'stale' || error.code === 'wrong_state') await this.load()
      this.error = error
      return false
    } finally {
      this.busy = false
    }
  }
}
