import type { ServerResponse } from 'node:http'
import type { LiveRelease } from './contract.ts'
import type { StepRow } from './queries.ts'
import type { Feed } from './feed.ts'

/** More than this waiting to be sent, and the reader is too slow: it is told to begin anew once it has caught up. */
const MOST_WAITING_BYTES = 256 * 1024

/** What a stream needs of the world: which events are for its viewer, and how they are written. */
export type Teller = {
  /** What an event is for this viewer, and its data; null when it is not for them. */
  tell(row: StepRow): { event: 'step' | 'gone'; data: object } | null
}

/**
 * One reader of server-sent events. It moves along the feed by its own number, so that each event comes once and in
 * order, however it was woken; what a slow reader has not taken is never kept for it.
 */
export class Stream {
  readonly #response: ServerResponse
  readonly #feed: Feed
  #seq: number
  #busy = false
  #again = false
  #isBehind = false
  #beginAnew = false

  constructor(response: ServerResponse, feed: Feed, seq: number | null) {
    this.#response = response
    this.#feed = feed
    this.#seq = seq ?? feed.seq
    response.on('drain', () => this.#caughtUp())
  }

  get seq(): number {
    return this.#seq
  }

  /** Sends all that is new. `teller` is asked anew each time, for scope and areas may have changed. */
  async advance(teller: () => Promise<Teller>): Promise<void> {
    this.#again = true
    if (this.#busy) return
    this.#busy = true
    try {
      while (this.#again && !this.#response.writableEnded) {
        this.#again = false
        const { tell } = await teller()
        while (!this.#isBehind && (this.#beginAnew || this.#seq !== this.#feed.seq)) {
          const news = await this.#feed.after(this.#seq)
          if (news === null || this.#beginAnew) this.#resync()
          else {
            this.#seq = news.until
            for (const row of news.rows) {
              if ('release' in row) {
                const data: LiveRelease = { seq: row.seq, release: row.release }
                this.#write(`id: ${row.seq}\nevent: release\ndata: ${JSON.stringify(data)}\n\n`)
                continue
              }
              if (row.id === null) {
                // All that was is read anew after it, steps that come behind it in this portion included.
                this.#resync()
                break
              }
              const told = tell(row)
              if (told === null) continue
              this.#write(`id: ${row.seq}\nevent: ${told.event}\ndata: ${JSON.stringify(told.data)}\n\n`)
            }
          }
        }
      }
    } finally {
      this.#busy = false
    }
  }

  /** The viewer sees other things than before: the reader is told to read everything anew. */
  beginAnew(teller: () => Promise<Teller>): Promise<void> {
    this.#beginAnew = true
    return this.advance(teller)
  }

  /** "hello" and "beat": that the stream is alive, and how far it has come; "plan": that a display is to show other things. */
  mark(event: 'hello' | 'beat' | 'plan'): void {
    if (!this.#isBehind) this.#write(`id: ${this.#seq}\nevent: ${event}\ndata: ${this.#mark()}\n\n`)
  }

  /** Ends the stream; the reader comes again after so many milliseconds. */
  end(retryMs: number): void {
    if (this.#response.writableEnded) return
    this.#response.end(`retry: ${retryMs}\n\n`)
  }

  #resync(): void {
    this.#beginAnew = false
    this.#seq = this.#feed.seq
    this.#write(`id: ${this.#seq}\nevent: resync\ndata: ${this.#mark()}\n\n`)
  }

  #mark(): string {
    return JSON.stringify({ seq: this.#seq, now: new Date().toISOString() })
  }

  #write(text: string): void {
    if (this.#response.writableEnded || this.#isBehind) return
    this.#response.write(text)
    if (this.#response.writableLength > MOST_WAITING_BYTES) this.#isBehind = true
  }

  #caughtUp(): void {
    if (!this.#isBehind) return
    this.#isBehind = false
    this.#resync()
  }
}
