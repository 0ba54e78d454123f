const FIRST_CAPACITY = 1 << 16
const encoder = new TextEncoder()

/** Protocol buffer fields into one growing array of bytes. */
export class ByteWriter {
  #bytes = new Uint8Array(FIRST_CAPACITY)
  #length = 0

  get length(): number {
    return this.#length
  }

  /** A whole number of at most 32 bits, without a sign. */
  varint(value: number): void {
    this.#reserve(5)
    let rest = value
    while (rest > 0x7f) {
      this.#bytes[this.#length++] = (rest & 0x7f) | 0x80
      rest >>>= 7
    }
    this.#bytes[this.#length++] = rest
  }

  /** A field that is a number. */
  number(field: number, value: number): void {
    this.varint(field << 3)
    this.varint(value)
  }

  /** A field that is made of bytes: a text, packed numbers or a message. */
  bytes(field: number, value: Uint8Array): void {
    this.varint((field << 3) | 2)
    this.varint(value.length)
    this.raw(value)
  }

  /** Fields that are written already. */
  raw(value: Uint8Array): void {
    this.#reserve(value.length)
    this.#bytes.set(value, this.#length)
    this.#length += value.length
  }

  text(field: number, value: string): void {
    this.bytes(field, encoder.encode(value))
  }

  /** What was written so far; valid until the next change. */
  view(): Uint8Array {
    return this.#bytes.subarray(0, this.#length)
  }

  clear(): void {
    this.#length = 0
  }

  #reserve(count: number): void {
    if (this.#length + count <= this.#bytes.length) return
    const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + count))
    grown.set(this.view())
    this.#bytes = grown
  }
}
