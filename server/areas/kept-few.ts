/**
 * What was made for a few numbers that were asked for last. Callers share one making; one that fails is forgotten, and pushes
 * out nothing.
 */
export class KeptFew<Value> {
  readonly #most: number
  readonly #make: (key: number) => Promise<Value>
  /** The one asked for longest ago first. */
  readonly #kept = new Map<number, Value>()
  readonly #making = new Map<number, Promise<Value>>()

  constructor(most: number, make: (key: number) => Promise<Value>) {
    this.#most = most
    this.#make = make
  }

  async get(key: number): Promise<Value> {
    const known = this.#kept.get(key)
    if (known === undefined) return this.#making.get(key) ?? this.#makeOnce(key)
    this.#keep(key, known)
    return known
  }

  #makeOnce(key: number): Promise<Value> {
    const making = this.#make(key)
      .then((value) => this.#keep(key, value))
      .finally(() => this.#making.delete(key))
    this.#making.set(key, making)
    return making
  }

  #keep(key: number, value: Value): Value {
    this.#kept.delete(key)
    this.#kept.set(key, value)
    for (const oldest of this.#kept.keys()) if (this.#kept.size > this.#most) this.#kept.delete(oldest)
    return value
  }
}
