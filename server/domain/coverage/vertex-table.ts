const EMPTY = -1

/** Numbers vertices in the order in which they are first seen: equal coordinates have equal numbers. */
export class VertexTable {
  // Most tables are of a shape or two: room for more comes with them.
  #xs = new Int32Array(64)
  #ys = new Int32Array(64)
  #slots = new Int32Array(256).fill(EMPTY)
  #size = 0

  get size(): number {
    return this.#size
  }

  x(vertex: number): number {
    return this.#xs[vertex]!
  }

  y(vertex: number): number {
    return this.#ys[vertex]!
  }

  /** The number of a vertex, a new one when it was not seen before. Coordinates are integers of 32 bits. */
  add(x: number, y: number): number {
    const slot = this.#slotOf(x, y)
    const known = this.#slots[slot]!
    if (known !== EMPTY) return known
    if (this.#size === this.#xs.length) this.#grow()
    const vertex = this.#size++
    this.#xs[vertex] = x
    this.#ys[vertex] = y
    this.#slots[this.#slotOf(x, y)] = vertex
    return vertex
  }

  /** The number of a vertex, or -1 when it was never added. */
  find(x: number, y: number): number {
    return this.#slots[this.#slotOf(x, y)]!
  }

  #slotOf(x: number, y: number): number {
    const mask = this.#slots.length - 1
    let hash = Math.imul(x, 0x9e3779b1) ^ Math.imul(y, 0x85ebca77)
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
    let slot = (hash ^ (hash >>> 13)) & mask
    for (;;) {
      const vertex = this.#slots[slot]!
      if (vertex === EMPTY || (this.#xs[vertex] === x && this.#ys[vertex] === y)) return slot
      slot = (slot + 1) & mask
    }
  }

  #grow(): void {
    this.#xs = doubled(this.#xs)
    this.#ys = doubled(this.#ys)
    this.#slots = new Int32Array(this.#slots.length * 2).fill(EMPTY)
    for (let vertex = 0; vertex < this.#size; vertex++) {
      this.#slots[this.#slotOf(this.#xs[vertex]!, this.#ys[vertex]!)] = vertex
    }
  }
}

function doubled(values: Int32Array): Int32Array<ArrayBuffer> {
  const next = new Int32Array(values.length * 2)
  next.set(values)
  return next
}
