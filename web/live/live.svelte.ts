import { createContext } from 'svelte'
import type { LiveStep } from '../../server/contract.ts'
import { LiveConnection, type LiveMessage } from './connection.ts'
import { post } from './post.ts'
// oxlint-disable-next-line import/default -- Vite makes it
import LiveWorker from './live-worker.ts?sharedworker'

/** How long a hidden tab gathers steps: it draws no frames. */
const HIDDEN_MS = 500

type Listener = {
  steps?: (steps: readonly LiveStep[]) => void
  /** Ids of incidents that the person sees no more. */
  gone?: (ids: readonly number[]) => void
  resync?: () => void
  /** Boundaries were published: areas are others, and open incidents may be in others. */
  release?: () => void
}

/**
 * What happens, as it happens: steps are handed on once a frame, the last of each incident only. Whoever listens has the
 * state of before; on `resync` it must be read anew.
 */
export class Live {
  /** Whether the stream runs. */
  connected = $state(false)
  /** The browser's clock when the stream last gave a sign of life; 0 before the first. */
  heardAt = $state(0)
  readonly #listeners = new Set<Listener>()
  /** By incident; null where it is gone. */
  #waiting = new Map<number, LiveStep | null>()
  #scheduled = false

  /** Opens the stream of a person, the same for all their tabs where the browser can; returns what ends it. */
  follow(person: string): () => void {
    const take = (message: LiveMessage) => this.#take(message)
    // Phones' browsers have no shared workers.
    if (typeof SharedWorker === 'undefined') {
      const connection = new LiveConnection(take)
      connection.open()
      return () => connection.close()
    }
    const { port } = new LiveWorker({ name: `live ${person}` })
    port.addEventListener('message', ({ data }: MessageEvent<LiveMessage>) => take(data))
    port.start()
    return () => {
      post(port, 'leave')
      port.close()
      this.connected = false
    }
  }

  listen(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #take(message: LiveMessage): void {
    if (message.kind === 'lost') {
      this.connected = false
      return
    }
    this.connected = true
    this.heardAt = Date.now()
    if (message.kind === 'step' || message.kind === 'gone') {
      if (message.kind === 'step') this.#waiting.set(message.step.id, message.step)
      else this.#waiting.set(message.gone.id, null)
      this.#schedule()
    }
    if (message.kind === 'release') for (const { release } of this.#listeners) release?.()
    if (message.kind === 'resync') {
      this.#waiting.clear()
      for (const { resync } of this.#listeners) resync?.()
    }
  }

  #schedule(): void {
    if (this.#scheduled) return
    this.#scheduled = true
    const run = () => {
      this.#scheduled = false
      const waiting = [...this.#waiting]
      this.#waiting = new Map()
      const steps = waiting.flatMap(([, step]) => step ?? [])
      const gone = waiting.flatMap(([id, step]) => (step === null ? [id] : []))
      for (const listener of this.#listeners) {
        if (steps.length > 0) listener.steps?.(steps)
        if (gone.length > 0) listener.gone?.(gone)
      }
    }
    if (document.hidden) setTimeout(run, HIDDEN_MS)
    else requestAnimationFrame(run)
  }
}

export const [useLive, provideLive] = createContext<Live>()
