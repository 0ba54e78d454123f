import { gridCells } from '../../areas/grid-cells.ts'
import type { AreaIndex, AreaNode } from '../../areas/area-index.ts'
import type { Shape } from '../../domain/coverage/shape.ts'
import type { Steps } from '../../domain/steps.ts'

/** The cells of the grids of one release, as places of VisitDays. */
export type GroundCells = {
  /** By the id of a grid; in the order of `gridCells`. */
  ofGrid: ReadonlyMap<number, Uint32Array>
  /** The grid whose cell a place is in this release, or null. */
  ownerOf(place: number): AreaNode | null
}

const NO_CELLS = new Uint32Array()
const NOBODY = -1

/** Numbers the H3 cells that were ever seen, of grids and of visits: what is counted is counted by these numbers. */
export class CellPlaces {
  readonly #places = new Map<string, number>()
  readonly #cells: string[] = []
  /** A shape never changes: of the next release only what is new has to be found. */
  readonly #ofShape = new WeakMap<Shape, Uint32Array>()

  get size(): number {
    return this.#cells.length
  }

  /** The number of a cell, a new one where it was not seen before. */
  placeOf(cell: string): number {
    let place = this.#places.get(cell)
    if (place === undefined) {
      place = this.#cells.push(cell) - 1
      this.#places.set(cell, place)
    }
    return place
  }

  /** The number of a cell that was seen, or null. */
  known(cell: string): number | null {
    return this.#places.get(cell) ?? null
  }

  cellAt(place: number): string {
    return this.#cells[place]!
  }

  /** The cells of all grids of a release; a step for each grid. */
  *groundOf(index: AreaIndex): Steps<GroundCells> {
    const ofGrid = new Map<number, Uint32Array>()
    const grids = index.nodes.filter((node) => node.level === 'grid')
    for (const grid of grids) {
      ofGrid.set(grid.id, this.#cellsOf(grid.shape))
      yield
    }
    const owners = new Int32Array(this.#cells.length).fill(NOBODY)
    for (const grid of grids) for (const place of ofGrid.get(grid.id)!) owners[place] = grid.position
    return {
      ofGrid,
      ownerOf(place) {
        const position = owners[place] ?? NOBODY
        return position === NOBODY ? null : index.nodes[position]!
      },
    }
  }

  #cellsOf(shape: Shape): Uint32Array {
    let places = this.#ofShape.get(shape)
    if (places === undefined) {
      const { cells } = gridCells(shape)
      places = cells.length === 0 ? NO_CELLS : Uint32Array.from(cells, (cell) => this.placeOf(cell))
      this.#ofShape.set(shape, places)
    }
    return places
  }
}
