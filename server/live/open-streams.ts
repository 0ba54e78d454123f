/** The channel on which the database says whose session, token or role changed; it carries the account's id. */
export const ACCOUNT_CHANNEL = 'wangge_account'

/** The channel on which it says that something of a display changed, or that it is no more; it carries the display's id. */
export const DISPLAY_CHANNEL = 'wangge_display'

/** An open stream, as others see it. */
export type OpenStream = {
  /** Who reads it: an account or a display, by a name that no other has. */
  reader: string
  /** Looks again who reads, and ends the stream where nobody does any more. */
  lookAgain: () => void
  end: () => void
}

/** The streams of this process: how many there are, and whose. */
export class OpenStreams {
  readonly #byReader = new Map<string, Set<OpenStream>>()
  #size = 0

  get size(): number {
    return this.#size
  }

  countOf(reader: string): number {
    return this.#byReader.get(reader)?.size ?? 0
  }

  /** Takes a stream in; returns what takes it out. */
  add(stream: OpenStream): () => void {
    const own = this.#byReader.get(stream.reader) ?? new Set()
    this.#byReader.set(stream.reader, own.add(stream))
    this.#size += 1
    return () => {
      if (!own.delete(stream)) return
      this.#size -= 1
      if (own.size === 0) this.#byReader.delete(stream.reader)
    }
  }

  /** Of a reader changed something; null: of anybody, where we did not hear for a while. */
  changed(reader: string | null): void {
    const streams = reader === null ? this.#all() : [...(this.#byReader.get(reader) ?? [])]
    for (const stream of streams) stream.lookAgain()
  }

  endAll(): void {
    for (const stream of this.#all()) stream.end()
  }

  #all(): OpenStream[] {
    return [...this.#byReader.values()].flatMap((own) => [...own])
  }
}
