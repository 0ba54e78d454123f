import type { LiveGone, LiveMark, LiveRelease, LiveStep } from '../../server/contract.ts'
import { backOffMs } from '../state/back-off.ts'

/**
 * What a stream tells: a step, that an incident is not mine to see any more, that boundaries are others, that a display has something
 * else to show, how far it has come, that something was left out, or that it is gone for now.
 */
export type LiveMessage =
  | { kind: 'step'; step: LiveStep }
  | { kind: 'gone'; gone: LiveGone }
  | { kind: 'release'; release: LiveRelease }
  | { kind: 'plan' }
  | { kind: 'mark'; mark: LiveMark }
  | { kind: 'resync'; mark: LiveMark }
  | { kind: 'lost' }

/** The server beats every 15 s; after this long without a word the network is dead, whatever the browser thinks. */
const SILENCE_MS = 40_000

const LONGEST_RETRY_MS = 30_000

/**
 * One stream of /api/live, or of another address that tells the same, which comes again by itself: behind the last number that it has
 * seen, at random moments so that a thousand screens do not come at once, and when nothing was heard for too long.
 */
export class LiveConnection {
  readonly #tell: (message: LiveMessage) => void
  readonly #address: string
  #source: EventSource | null = null
  #cursor: number | null = null
  #heardAt = 0
  #failures = 0
  #retry: ReturnType<typeof setTimeout> | undefined
  #watch: ReturnType<typeof setInterval> | undefined

  constructor(tell: (message: LiveMessage) => void, address = '/api/live') {
    this.#tell = tell
    this.#address = address
  }

  open(): void {
    this.#watch ??= setInterval(() => this.#look(), 5000)
    this.#connect()
  }

  close(): void {
    clearInterval(this.#watch)
    clearTimeout(this.#retry)
    this.#watch = undefined
    this.#source?.close()
    this.#source = null
  }

  #connect(): void {
    clearTimeout(this.#retry)
    this.#source?.close()
    this.#heardAt = performance.now()
    const cursor = this.#cursor === null ? '' : `?cursor=${this.#cursor}`
    const source = new EventSource(this.#address + cursor)
    this.#source = source
    const on = <Data extends { seq: number }>(event: string, make: (data: Data) => LiveMessage): void =>
      source.addEventListener(event, ({ data }: MessageEvent<string>) => {
        const read = JSON.parse(data) as Data
        this.#heard()
        this.#cursor = read.seq
        this.#tell(make(read))
      })
    on<LiveMark>('hello', (mark) => ({ kind: 'mark', mark }))
    on<LiveMark>('beat', (mark) => ({ kind: 'mark', mark }))
    on<LiveMark>('resync', (mark) => ({ kind: 'resync', mark }))
    on<LiveGone>('gone', (gone) => ({ kind: 'gone', gone }))
    on<LiveRelease>('release', (release) => ({ kind: 'release', release }))
    on<LiveStep>('step', (step) => ({ kind: 'step', step }))
    source.addEventListener('plan', () => {
      this.#heard()
      this.#tell({ kind: 'plan' })
    })
    source.addEventListener('error', () => {
      if (source !== this.#source) return
      // Browsers come again at a steady pace, all at once and for ever, or give up after a refusal.
      source.close()
      this.#connectLater()
      this.#tell({ kind: 'lost' })
    })
  }

  #heard(): void {
    this.#heardAt = performance.now()
    this.#failures = 0
  }

  #connectLater(): void {
    this.#failures += 1
    clearTimeout(this.#retry)
    this.#retry = setTimeout(
      () => this.#connect(),
      backOffMs(this.#failures, Math.random(), LONGEST_RETRY_MS),
    )
  }

  /** After sleep, or where a network has died without a word. */
  #look(): void {
    if (this.#source?.readyState !== EventSource.OPEN || performance.now() - this.#heardAt < SILENCE_MS)
      return
    this.#tell({ kind: 'lost' })
    this.#connect()
  }
}
