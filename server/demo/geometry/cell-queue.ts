/** Cells by the time at which they are reached, earliest first: a binary heap. */
export class CellQueue {
  readonly #cells: number[] = []
  readonly #times: number[] = []

  push(cell: number, at: number): void {
    let place = this.#cells.length
    this.#cells.push(cell)
    this.#times.push(at)
    while (place > 0) {
      const parent = (place - 1) >> 1
      if (this.#times[parent]! <= at) break
      this.#set(place, this.#cells[parent]!, this.#times[parent]!)
      place = parent
    }
    this.#set(place, cell, at)
  }

  pop(): { cell: number; at: number } | null {
    const cell = this.#cells[0]
    const at = this.#times[0]
    if (cell === undefined || at === undefined) return null
    const lastCell = this.#cells.pop()!
    const lastTime = this.#times.pop()!
    const size = this.#cells.length
    if (size === 0) return { cell, at }
    let place = 0
    for (;;) {
      let child = 2 * place + 1
      if (child >= size) break
      if (child + 1 < size && this.#times[child + 1]! < this.#times[child]!) child += 1
      if (this.#times[child]! >= lastTime) break
      this.#set(place, this.#cells[child]!, this.#times[child]!)
      place = child
    }
    this.#set(place, lastCell, lastTime)
    return { cell, at }
  }

  #set(place: number, cell: number, at: number): void {
    this.#cells[place] = cell
    this.#times[place] = at
  }
}
