/** What was made for a few numbers that were asked for last; callers share one making, and a failed one is forgotten. */
export class KeptFew<Value> {
  readonly #most: number
  readonly #make: (key: number) => Promise<Value>
  readonly #kept = new Map<number, Promise<Value>>()

  constructor(most: number, make: (key: number) => Promise<Value>) {
    this.#most = most
    this.#make = make
  }

  get(key: number): Promise<Value> {
    const known = this.#kept.get(key)
    const value = known ?? this.#make(key)
    if (known === undefined) value.catch(() => this.#kept.delete(key))
    this.#kept.delete(key)
    this.#kept.set(key, value)
    for (const oldest of this.#kept.keys()) if (this.#kept.size > this.#most) this.#kept.delete(oldest)
    return value
  }
}
