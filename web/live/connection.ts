import type { LiveGone, LiveMark, LiveRelease, LiveStep } from '../../server/contract.ts'

/** What a stream tells: a step, that an incident is not mine to see any more, that boundaries are others, how far it has come, that something was left out, or that it is gone for now. */
export type LiveMessage =
  | { kind: 'step'; step: LiveStep }
  | { kind: 'gone'; gone: LiveGone }
  | { kind: 'release'; release: LiveRelease }
  | { kind: 'mark'; mark: LiveMark }
  | { kind: 'resync'; mark: LiveMark }
  | { kind: 'lost' }

/** The server beats every 15 s; after this long without a word the network is dead, whatever the browser thinks. */
const SILENCE_MS = 40_000

const FIRST_RETRY_MS = 1000
const LONGEST_RETRY_MS = 30_000

/**
 * One stream of /api/live that comes again by itself: behind the last number that it has seen, at random moments so that
 * a thousand screens do not come at once, and when nothing was heard for too long.
 */
export class LiveConnection {
  readonly #tell: (message: LiveMessage) => void
  #source: EventSource | null = null
  #cursor: number | null = null
  #heardAt = 0
  #failures = 0
  #retry: ReturnType<typeof setTimeout> | undefined
  #watch: ReturnType<typeof setInterval> | undefined

  constructor(tell: (message: LiveMessage) => void) {
    this.#tell = tell
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
    this.#heardAt = Date.now()
    const source = new EventSource(this.#cursor === null ? '/api/live' : `/api/live?cursor=${this.#cursor}`)
    this.#source = source
    const on = <Data extends { seq: number }>(event: string, make: (data: Data) => LiveMessage): void =>
      source.addEventListener(event, ({ data }: MessageEvent<string>) => {
        const read = JSON.parse(data) as Data
        this.#heardAt = Date.now()
        this.#failures = 0
        this.#cursor = read.seq
        this.#tell(make(read))
      })
    on<LiveMark>('hello', (mark) => ({ kind: 'mark', mark }))
    on<LiveMark>('beat', (mark) => ({ kind: 'mark', mark }))
    on<LiveMark>('resync', (mark) => ({ kind: 'resync', mark }))
    on<LiveGone>('gone', (gone) => ({ kind: 'gone', gone }))
    on<LiveRelease>('release', (release) => ({ kind: 'release', release }))
    on<LiveStep>('step', (step) => ({ kind: 'step', step }))
    source.addEventListener('error', () => {
      this.#tell({ kind: 'lost' })
      // Where the browser has given up, as after a refusal, it is ours to come again.
      if (source === this.#source && source.readyState === EventSource.CLOSED) this.#connectLater()
    })
  }

  #connectLater(): void {
    const wait = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.#failures)
    this.#failures += 1
    clearTimeout(this.#retry)
    this.#retry = setTimeout(() => this.#connect(), wait * (0.5 + Math.random()))
  }

  /** After sleep, or where a network has died without a word. */
  #look(): void {
    if (this.#source?.readyState !== EventSource.OPEN || Date.now() - this.#heardAt < SILENCE_MS) return
    this.#tell({ kind: 'lost' })
    this.#connect()
  }
}
