import type { Db } from '../db/connect.ts'
import { readInScope } from '../db/row-scope.ts'
import { readFeed, readHeadSeq, type FeedRow } from './queries.ts'

/** Events kept in memory, for streams that are a little behind. */
const KEPT = 2000
const PAGE = 500

/** Where nobody wakes us, or a wake-up got lost, the log is looked at this often. */
const LOOK_EVERY_MS = 2000

/** Calls back whenever something was written on a channel of the database; resolves to what ends it. */
export type Listen = (wake: () => void) => Promise<() => Promise<void>>

/**
 * The log of events as this process follows it: read once for all streams, in order, by its gapless numbers. Whoever
 * writes only wakes it up; nothing is lost when a wake-up is.
 */
export class Feed {
  readonly #db: Db
  readonly #kept: FeedRow[] = []
  /** Read up to this number. */
  #seq = 0
  /** The first number that is in memory, if any event has it. */
  #keptFrom = 0
  #reading: Promise<void> | null = null
  #again = false
  #stop: (() => Promise<void>) | null = null
  readonly #followers = new Set<(rows: readonly FeedRow[]) => void>()

  constructor(db: Db) {
    this.#db = db
  }

  get seq(): number {
    return this.#seq
  }

  /** Begins at the end of the log. */
  async start(listen: Listen | null, onFault: (error: unknown) => void): Promise<void> {
    this.#seq = await readHeadSeq(this.#db)
    this.#keptFrom = this.#seq + 1
    const look = () => void this.look().catch(onFault)
    const unlisten = listen ? await listen(look) : async () => {}
    const timer = setInterval(look, LOOK_EVERY_MS)
    this.#stop = async () => {
      clearInterval(timer)
      await unlisten()
      await this.#reading?.catch(() => {})
    }
  }

  async stop(): Promise<void> {
    await this.#stop?.()
  }

  /** Is told whenever there are new events, and which; returns what ends it. */
  follow(onNews: (rows: readonly FeedRow[]) => void): () => void {
    this.#followers.add(onNews)
    return () => this.#followers.delete(onNews)
  }

  /** Reads what is new. Callers share one reading; what comes meanwhile is read after it. */
  look(): Promise<void> {
    if (this.#reading) {
      this.#again = true
      return this.#reading
    }
    this.#reading = this.#read().finally(() => (this.#reading = null))
    return this.#reading
  }

  async #read(): Promise<void> {
    for (;;) {
      this.#again = false
      const { rows, until } = await this.#readAfter(this.#seq)
      if (until > this.#seq) {
        this.#kept.push(...rows)
        this.#seq = until
        while (this.#kept.length > KEPT) this.#keptFrom = this.#kept.shift()!.seq + 1
        for (const tell of this.#followers) tell(rows)
      } else if (!this.#again) return
    }
  }

  /**
   * Events behind a number, from memory or from the log, and up to which number that is, which is never beyond `seq`; null
   * when it is too far back, or a number that the log has not reached.
   */
  async after(seq: number): Promise<{ rows: readonly FeedRow[]; until: number } | null> {
    if (seq > this.#seq || this.#seq - seq > KEPT) return null
    if (seq + 1 < this.#keptFrom) {
      const { rows, until } = await this.#readAfter(seq)
      // The log may be further than we are: what is behind that comes to all readers later.
      return { rows: rows.filter((row) => row.seq <= this.#seq), until: Math.min(until, this.#seq) }
    }
    return { rows: this.#kept.filter((row) => row.seq > seq), until: this.#seq }
  }

  /** For all readers: what each of them sees is asked where it is told. */
  #readAfter(seq: number): Promise<{ rows: FeedRow[]; until: number }> {
    return readInScope(this.#db, 'county', (trx) => readFeed(trx, seq, PAGE))
  }
}
