import { CellQueue } from './cell-queue.ts'
import type { FieldLattice } from './field-lattice.ts'

const NOBODY = -1
const ROUNDS = 8

export type Seed = {
  cell: number
  /** Wanted share of the ground; only proportions between seeds count. */
  weight: number
}

/**
 * Grows territories from seeds over some cells until all are taken: each cell goes to the seed that reaches it first.
 * `cost` is what a step into a cell takes per metre. Seeds that came out too small get a head start in the next round,
 * so that areas come near the wanted shares. Every territory is connected. Returns the seed's place for every cell of
 * the lattice, -1 outside.
 */
export function grow(
  lattice: FieldLattice,
  cells: readonly number[],
  seeds: readonly Seed[],
  cost: (cell: number) => number,
): Int32Array {
  const inside = new Uint8Array(lattice.size)
  for (const cell of cells) inside[cell] = 1
  const total = seeds.reduce((sum, seed) => sum + seed.weight, 0)
  const headStart = new Float64Array(seeds.length)
  const reach = Math.sqrt((cells.length * 6000) / seeds.length)
  let owner: Int32Array = new Int32Array(0)
  for (let round = 0; round < ROUNDS; round += 1) {
    owner = flood(lattice, inside, seeds, headStart, cost)
    const taken = new Float64Array(seeds.length)
    for (const cell of cells) if (owner[cell]! >= 0) taken[owner[cell]!]! += 1
    for (const [i, seed] of seeds.entries()) {
      const wanted = (seed.weight / total) * cells.length
      headStart[i]! += ((Math.sqrt(wanted) - Math.sqrt(taken[i]!)) / Math.sqrt(wanted)) * reach * 0.4
    }
  }
  return owner
}

function flood(
  lattice: FieldLattice,
  inside: Uint8Array,
  seeds: readonly Seed[],
  headStart: Float64Array,
  cost: (cell: number) => number,
): Int32Array {
  const owner = new Int32Array(lattice.size).fill(NOBODY)
  const reached = new Float64Array(lattice.size).fill(Infinity)
  const queue = new CellQueue()
  const longest = Math.max(...headStart)
  // A seed keeps its own cell, however late it starts.
  const isHome = new Uint8Array(lattice.size)
  for (const [i, { cell }] of seeds.entries()) {
    isHome[cell] = 1
    reached[cell] = longest - headStart[i]!
    owner[cell] = i
    queue.push(cell, reached[cell]!)
  }
  for (let next = queue.pop(); next !== null; next = queue.pop()) {
    const { cell, at } = next
    if (at > reached[cell]!) continue
    const [x, y] = lattice.centre(cell)
    for (const beside of lattice.neighbours(cell)) {
      if (inside[beside] === 0 || isHome[beside] === 1) continue
      const [besideX, besideY] = lattice.centre(beside)
      const then = at + Math.hypot(besideX - x, besideY - y) * cost(beside)
      if (then >= reached[beside]!) continue
      reached[beside] = then
      owner[beside] = owner[cell]!
      queue.push(beside, then)
    }
  }
  return owner
}
