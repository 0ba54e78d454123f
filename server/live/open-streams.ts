/** The channel on which the database says whose session, token or role changed; it carries the account's id. */
export const ACCOUNT_CHANNEL = 'wangge_account'

/** An open stream, as others see it. */
export type OpenStream = {
  accountId: number
  /** Looks again who reads, and ends the stream where nobody does any more. */
  lookAgain: () => void
  end: () => void
}

/** The streams of this process: how many there are, and whose. */
export class OpenStreams {
  readonly #byAccount = new Map<number, Set<OpenStream>>()
  #size = 0

  get size(): number {
    return this.#size
  }

  countOf(accountId: number): number {
    return this.#byAccount.get(accountId)?.size ?? 0
  }

  /** Takes a stream in; returns what takes it out. */
  add(stream: OpenStream): () => void {
    const own = this.#byAccount.get(stream.accountId) ?? new Set()
    this.#byAccount.set(stream.accountId, own.add(stream))
    this.#size += 1
    return () => {
      if (!own.delete(stream)) return
      this.#size -= 1
      if (own.size === 0) this.#byAccount.delete(stream.accountId)
    }
  }

  /** Of an account changed something; null: of anybody, where we did not hear for a while. */
  changed(accountId: number | null): void {
    const streams = accountId === null ? this.#all() : [...(this.#byAccount.get(accountId) ?? [])]
    for (const stream of streams) stream.lookAgain()
  }

  endAll(): void {
    for (const stream of this.#all()) stream.end()
  }

  #all(): OpenStream[] {
    return [...this.#byAccount.values()].flatMap((own) => [...own])
  }
}
