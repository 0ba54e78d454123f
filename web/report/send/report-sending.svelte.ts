import { createContext } from 'svelte'
import type { Taken } from '../../../server/contract.ts'
import { request, sendJson, toApiError, type ApiError } from '../../api.ts'
import { bodyOf, isWritten, missingOf, newDraft, type Draft, type Missing } from './draft.ts'
import { DraftStore } from './draft-store.ts'
import { solveChallenge } from './solve-challenge.ts'

type Step = 'idle' | 'proving' | 'sending' | 'photos'

/** The one report that is being written on this phone, from the first word until the last photo has arrived. */
export class ReportSending {
  draft = $state.raw<Draft>(newDraft(null))
  step = $state<Step>('idle')
  error = $state.raw<ApiError | null>(null)
  /** It was here when the page was opened. */
  restored = $state(false)
  readonly missing: readonly Missing[] = $derived(missingOf(this.draft))
  readonly #store = new DraftStore()

  /** Takes up what was left here; a poster that was scanned since says where. */
  async open(grid: string | null): Promise<void> {
    const kept = await this.#store.read()
    if (kept === null) {
      this.draft = newDraft(grid)
      return
    }
    this.restored = kept.sent === null && isWritten(kept)
    this.draft = grid === null || kept.sent !== null ? kept : { ...kept, grid, key: newDraft(null).key }
    if (kept.sent !== null) await this.sendPhotos()
  }

  change(changed: Partial<Omit<Draft, 'key' | 'sent'>>): void {
    this.#keep({ ...this.draft, ...changed, key: newDraft(null).key })
  }

  /** Begins another one. */
  clear(grid: string | null = null): void {
    this.draft = newDraft(grid)
    this.restored = false
    this.error = null
    void this.#store.clear()
  }

  /** Sends what is complete; what it comes to is in `draft.sent` or `error`. Sent again after a fault it is the same report. */
  async send(categoryName: string): Promise<boolean> {
    if (this.step !== 'idle' || this.missing.length > 0) return false
    this.error = null
    try {
      const { draft } = this
      this.step = 'proving'
      const proof = await solveChallenge()
      this.step = 'sending'
      const headers = { 'idempotency-key': draft.key }
      const body = { ...bodyOf(draft, categoryName), proof }
      const taken = await sendJson<Taken>('POST', '/api/public/reports', body, { headers })
      this.#keep({ ...draft, name: '', phone: '', sent: { ...taken, photos: draft.photos.length } })
      return true
    } catch (error) {
      this.error = toApiError(error)
      // The server knows another text under this key: it is another report.
      if (this.error.code === 'key_reused') this.change({})
      return false
    } finally {
      this.step = 'idle'
    }
  }

  /** Follows what somebody else has reported. */
  async follow(number: string): Promise<Taken | null> {
    if (this.step !== 'idle') return null
    this.error = null
    try {
      this.step = 'proving'
      const proof = await solveChallenge()
      this.step = 'sending'
      const headers = { 'idempotency-key': newDraft(null).key }
      return await sendJson<Taken>('POST', '/api/public/follows', { number, proof }, { headers })
    } catch (error) {
      this.error = toApiError(error)
      return null
    } finally {
      this.step = 'idle'
    }
  }

  /** Sends the photos that have not arrived, one after the other, each kept until it has. */
  async sendPhotos(): Promise<void> {
    if (this.step !== 'idle') return
    this.step = 'photos'
    this.error = null
    try {
      for (const photo of this.draft.photos) {
        await sendPhoto(this.draft.sent!.code, photo.bytes)
        this.#keep({ ...this.draft, photos: this.draft.photos.filter(({ id }) => id !== photo.id) })
      }
    } catch (error) {
      this.error = toApiError(error)
    } finally {
      this.step = 'idle'
    }
  }

  #keep(draft: Draft): void {
    this.draft = draft
    const isDone = draft.sent !== null && draft.photos.length === 0
    void (isDone ? this.#store.clear() : this.#store.write(draft))
  }
}

/** Adds a photo to a report by its code, which travels in a header: addresses are kept in logs. */
export async function sendPhoto(code: string, bytes: ArrayBuffer): Promise<void> {
  const headers = { 'content-type': 'image/jpeg', 'x-tracking-code': code }
  await request('/api/public/photos', undefined, { method: 'POST', headers, body: bytes })
}

export const [useSending, provideSending] = createContext<ReportSending>()
