import { boundaryEdges, cancelOpposites } from '../boundary-edges.ts'
import type { Level } from '../../level.ts'
import type { Shape } from '../shape.ts'
import { traceVertices } from '../trace-rings.ts'
import { VertexTable } from '../vertex-table.ts'
import { OUTSIDE, type Place } from './operation.ts'
import { VertexAreas } from './vertex-areas.ts'

/** Numbers of vertices, the territory on their left, not closed. */
export type VertexRing = Int32Array

/** An area. Never changed: a change puts another in its place. */
export type CoverageArea = {
  readonly code: string
  readonly level: Level
  /** Code of the area that it is a part of; null at the top. */
  readonly parent: string | null
  /**
   * Parts, each an outer ring counter-clockwise, then its holes clockwise. None when the area has finer ones below it: it
   * is their union.
   */
  readonly rings: readonly (readonly VertexRing[])[]
}

/** An area to begin with; one that has finer ones below it brings an empty shape. */
export type Member = { code: string; level: Level; parent: string | null; shape: Shape }

/** What becomes of areas: null where there is none before or after. */
export type Change = ReadonlyMap<string, AreaChange>
export type AreaChange = { before: CoverageArea | null; after: CoverageArea | null }

/**
 * The finest areas of a county, which share their vertices; every coarser level is the union of the finer one, so that it
 * needs no boundaries of its own. Vertices are never moved: a border that moves runs over other vertices, so states
 * differ by the rings of few areas and any of them can be gone back to.
 *
 * The land outside takes part as an area with the code `''`, whose rings are those of the outline. So each edge has an
 * area on either side, and areas that are valid each for itself cannot overlap or leave a gap: the sum of their windings
 * is that of the outline, everywhere.
 */
export class Coverage {
  readonly vertices: VertexTable
  readonly #areas: Map<string, CoverageArea>
  readonly #around: VertexAreas
  /** How many areas each parent has. */
  readonly #children: Map<string, number>

  private constructor(
    vertices: VertexTable,
    areas: Map<string, CoverageArea>,
    around: VertexAreas,
    children: Map<string, number>,
  ) {
    this.vertices = vertices
    this.#areas = areas
    this.#around = around
    this.#children = children
  }

  /** From the areas of an exact coverage (`faults` in validate.ts tells whether they are one). */
  static of(members: Iterable<Member>): Coverage {
    const list = [...members]
    const vertices = new VertexTable()
    const { from, to, owner } = boundaryEdges(
      list.map(({ shape }) => shape),
      vertices,
    )
    const opposite = cancelOpposites({ vertices, from, to, owner })
    const outer = [...from.keys()].filter((edge) => opposite[edge]! < 0)
    const areas = new Map<string, CoverageArea>()
    for (const { code, level, parent, shape } of list) {
      const rings = shape.map((polygon) => polygon.map((ring) => toVertices(ring, vertices)))
      areas.set(code, { code, level, parent, rings })
    }
    const outline = traceVertices(
      vertices,
      outer.map((edge) => from[edge]!),
      outer.map((edge) => to[edge]!),
    )
    areas.set(OUTSIDE, {
      code: OUTSIDE,
      level: 'county',
      parent: null,
      rings: outline.map((polygon) => polygon.map((ring) => Int32Array.from(ring))),
    })
    const children = new Map<string, number>()
    for (const { parent } of list) count(children, parent, 1)
    return new Coverage(vertices, areas, VertexAreas.of(areas, vertices.size), children)
  }

  /** A state of its own that begins like this one. The vertices are shared. */
  fork(): Coverage {
    return new Coverage(this.vertices, new Map(this.#areas), this.#around.fork(), new Map(this.#children))
  }

  /** The area with this code, or null. `''` is the land outside. */
  area(code: string): CoverageArea | null {
    return this.#areas.get(code) ?? null
  }

  /** All areas without the land outside, in no order of meaning. */
  *areas(): Generator<CoverageArea> {
    for (const area of this.#areas.values()) if (area.code !== OUTSIDE) yield area
  }

  /** The areas that have no finer ones below them. */
  *leaves(): Generator<CoverageArea> {
    for (const area of this.areas()) if (area.rings.length > 0) yield area
  }

  /** How many areas have this parent. */
  childCount(parent: string): number {
    return this.#children.get(parent) ?? 0
  }

  /** The number of a vertex that some area has, or null. */
  vertexAt([x, y]: Place): number | null {
    const vertex = this.vertices.find(x, y)
    return vertex >= 0 && this.codesAt(vertex).length > 0 ? vertex : null
  }

  placeOf(vertex: number): Place {
    return [this.vertices.x(vertex), this.vertices.y(vertex)]
  }

  /** Codes of the areas that have a vertex, the land outside among them. */
  codesAt(vertex: number): readonly string[] {
    return this.#around.codesAt(vertex)
  }

  shapeOf(area: CoverageArea): Shape {
    return area.rings.map((polygon) => polygon.map((ring) => this.#coordinates(ring)))
  }

  /** A shape as rings of this coverage's vertices. */
  ringsOf(shape: Shape): CoverageArea['rings'] {
    return shape.map((polygon) => polygon.map((ring) => toVertices(ring, this.vertices)))
  }

  /** Makes a change that was found for this state. */
  apply(change: Change): void {
    for (const [code, { before, after }] of change) this.#replace(code, before, after)
  }

  /** Takes a change back that was made last. */
  revert(change: Change): void {
    for (const [code, { before, after }] of change) this.#replace(code, after, before)
  }

  #replace(code: string, before: CoverageArea | null, after: CoverageArea | null): void {
    if (after) this.#areas.set(code, after)
    else this.#areas.delete(code)
    if (code !== OUTSIDE && before?.parent !== after?.parent) {
      if (before) count(this.#children, before.parent, -1)
      if (after) count(this.#children, after.parent, 1)
    }
    if (before?.rings !== after?.rings) this.#around.replace(code, before?.rings ?? [], after?.rings ?? [])
  }

  #coordinates(ring: VertexRing): number[] {
    const { vertices } = this
    const coordinates: number[] = []
    for (const vertex of ring) coordinates.push(vertices.x(vertex), vertices.y(vertex))
    return coordinates
  }
}

function toVertices(ring: ArrayLike<number>, vertices: VertexTable): VertexRing {
  const numbers = new Int32Array(ring.length / 2)
  for (let i = 0; i < numbers.length; i++) numbers[i] = vertices.add(ring[2 * i]!, ring[2 * i + 1]!)
  return numbers
}

function count(counts: Map<string, number>, parent: string | null, step: number): void {
  if (parent !== null) counts.set(parent, (counts.get(parent) ?? 0) + step)
}
