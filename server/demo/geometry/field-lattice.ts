import type { Random } from '../random.ts'

/** Size of a field in metres: rows of bricks, each half a brick aside of the next. */
const FIELD = { halfWidth: 48, height: 62 }

/**
 * A patchwork of fields: bricks in rows, bent by slow waves so that no line runs straight across the county. A cell is a
 * brick; its corners and the middles of its long sides are vertices, so that neighbours share all of theirs.
 * Coordinates are metres from the lower left corner of the county's box.
 */
export class FieldLattice {
  readonly columns: number
  readonly rows: number
  readonly #halfColumns: number
  readonly #x: Float64Array
  readonly #y: Float64Array
  readonly #centres: readonly (readonly [x: number, y: number])[]
  readonly #neighbours: readonly (readonly number[])[]

  constructor(widthMetres: number, heightMetres: number, random: Random) {
    this.columns = Math.ceil(widthMetres / (2 * FIELD.halfWidth)) + 4
    this.rows = Math.ceil(heightMetres / FIELD.height) + 4
    this.#halfColumns = 2 * this.columns + 2
    const count = this.#halfColumns * (this.rows + 1)
    this.#x = new Float64Array(count)
    this.#y = new Float64Array(count)
    const bendX = waves(random)
    const bendY = waves(random)
    for (let row = 0; row <= this.rows; row += 1) {
      for (let half = 0; half < this.#halfColumns; half += 1) {
        const x = (half - 4) * FIELD.halfWidth
        const y = (row - 2) * FIELD.height
        const vertex = row * this.#halfColumns + half
        this.#x[vertex] = x + bendX(x, y) + random.between(-7, 7)
        this.#y[vertex] = y + bendY(x, y) + random.between(-7, 7)
      }
    }
    const cells = Array.from({ length: this.size }, (_, cell) => cell)
    this.#centres = cells.map((cell) => {
      const first = this.#firstVertex(cell)
      const last = first + this.#halfColumns + 2
      return [(this.x(first) + this.x(last)) / 2, (this.y(first) + this.y(last)) / 2]
    })
    this.#neighbours = cells.map((cell) => this.#beside(cell))
  }

  get size(): number {
    return this.columns * this.rows
  }

  x(vertex: number): number {
    return this.#x[vertex]!
  }

  y(vertex: number): number {
    return this.#y[vertex]!
  }

  /** The middle of a cell. */
  centre(cell: number): readonly [x: number, y: number] {
    return this.#centres[cell]!
  }

  /** The six cells beside a cell; fewer on the rim. */
  neighbours(cell: number): readonly number[] {
    return this.#neighbours[cell]!
  }

  #beside(cell: number): number[] {
    const row = Math.floor(cell / this.columns)
    const column = cell % this.columns
    const shift = row % 2 === 0 ? -1 : 0
    const found: number[] = []
    const add = (r: number, c: number): void => {
      if (r >= 0 && r < this.rows && c >= 0 && c < this.columns) found.push(r * this.columns + c)
    }
    add(row, column - 1)
    add(row, column + 1)
    for (const beside of [row - 1, row + 1]) {
      add(beside, column + shift)
      add(beside, column + shift + 1)
    }
    return found
  }

  /** Calls `visit` for every edge between two cells once: from vertex to vertex with `left` on its left. */
  eachEdge(visit: (from: number, to: number, left: number, right: number) => void): void {
    for (let cell = 0; cell < this.size; cell += 1) {
      const row = Math.floor(cell / this.columns)
      const column = cell % this.columns
      const corner = this.#firstVertex(cell)
      if (column > 0) visit(corner + this.#halfColumns, corner, cell, cell - 1)
      if (row === 0) continue
      const below = cell - this.columns + (row % 2 === 0 ? -1 : 0)
      if (row % 2 === 1 || column > 0) visit(corner, corner + 1, cell, below)
      if (row % 2 === 0 || column < this.columns - 1) visit(corner + 1, corner + 2, cell, below + 1)
    }
  }

  #firstVertex(cell: number): number {
    const row = Math.floor(cell / this.columns)
    return row * this.#halfColumns + 2 * (cell % this.columns) + (row % 2)
  }
}

/** A smooth shift in metres: some slow waves in random directions. */
function waves(random: Random): (x: number, y: number) => number {
  const parts = [5200, 3100, 1700].map((length) => {
    const direction = random.between(0, Math.PI)
    return {
      height: length / random.between(28, 36),
      phase: random.between(0, 2 * Math.PI),
      kx: (Math.cos(direction) * 2 * Math.PI) / length,
      ky: (Math.sin(direction) * 2 * Math.PI) / length,
    }
  })
  return (x, y) =>
    parts.reduce((sum, { height, phase, kx, ky }) => sum + height * Math.sin(kx * x + ky * y + phase), 0)
}
