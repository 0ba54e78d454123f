import { getJson } from '../../api.ts'
import { Resource } from '../../state/resource.svelte.ts'

/** Dragging the window asks once it rests this long. */
const REST_MS = 180

/** The answer at an address that changes with what is looked at: asked once for each, when it rests. */
export class Asked<Answer> extends Resource<Answer> {
  #url = ''
  #timer: ReturnType<typeof setTimeout> | undefined

  ask(url: string): void {
    if (url === this.#url) return
    this.#url = url
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.again(), REST_MS)
  }

  /** Asks at the same address for what is new. */
  async again(): Promise<void> {
    const url = this.#url
    if (url !== '') await this.load((signal) => getJson<Answer>(url, signal))
  }

  override stop(): void {
    clearTimeout(this.#timer)
    this.#url = ''
    super.stop()
  }
}
