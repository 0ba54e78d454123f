import type { Suggestion } from '../../../server/contract.ts'
import { sendJson, toApiError, type ApiError } from '../../api.ts'
import { Asked } from './asked.svelte.ts'

const ADDRESS = '/api/coverage/suggestions'

/** The suggestions of an area that are neither done nor withdrawn; makes and withdraws them. */
export class Suggestions extends Asked<{ items: Suggestion[] }> {
  /** The cell that is being written; null: none. */
  busy = $state<string | null>(null)
  fault = $state.raw<ApiError | null>(null)

  of(cell: string): Suggestion | null {
    return this.value?.items.find((item) => item.cell === cell) ?? null
  }

  async make(gap: { cell: string; grid: string }, csrf: string): Promise<void> {
    const { cell, grid } = gap
    await this.#write(cell, () => sendJson('POST', ADDRESS, { cell, grid }, { csrf }))
  }

  async withdraw({ id, cell }: Suggestion, csrf: string): Promise<void> {
    await this.#write(cell, () => sendJson('DELETE', `${ADDRESS}/${id}`, null, { csrf }))
  }

  async #write(cell: string, send: () => Promise<unknown>): Promise<void> {
    if (this.busy !== null) return
    this.busy = cell
    try {
      await send()
      this.fault = null
    } catch (error) {
      this.fault = toApiError(error)
    }
    // Somebody else may have been faster: what there is now is read either way.
    await this.again()
    this.busy = null
  }
}
