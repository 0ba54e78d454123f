import type { CurrentArea } from '../../../areas/queries.ts'
import { areaSquareMetres } from '../../../domain/coverage/area-square-metres.ts'
import { arrange, type Arrangement } from '../../../domain/coverage/arrangement.ts'
import { labelPoint } from '../../../domain/coverage/label-point.ts'
import { pointInShape } from '../../../domain/coverage/locate-point.ts'
import type { Ring, Shape } from '../../../domain/coverage/shape.ts'
import { VertexTable } from '../../../domain/coverage/vertex-table.ts'
import { LEVELS, type Level } from '../../../domain/level.ts'
import type { AreaFault } from '../faults/find-faults.ts'

/** A piece that nobody covers any more is a sliver of drawing up to this share of the area that it was part of. */
const MOST_SLIVER = 0.01

/** Coarser areas that have nothing below them, when areas of this level come in below `parentCodes`. */
export function childless(
  current: readonly CurrentArea[],
  level: Level,
  parentCodes: readonly (string | null)[],
): CurrentArea[] {
  const coarser = current.filter((area) => LEVELS.indexOf(area.level) < LEVELS.indexOf(level))
  const parents = new Set(coarser.map(({ parentId }) => parentId))
  const codes = new Set(parentCodes)
  return coarser.filter(({ id, code }) => !parents.has(id) && !codes.has(code))
}

/** Areas that have nothing below them: together they tile the county. */
export function leaves(current: readonly CurrentArea[]): CurrentArea[] {
  const parents = new Set(current.map(({ parentId }) => parentId))
  return current.filter(({ id }) => !parents.has(id))
}

/** Whether what finer areas leave open is the ground of a coarser one among them. */
export function isGroundOf(coarse: readonly CurrentArea[], { kind, shape }: AreaFault): boolean {
  if (kind !== 'gap' || shape === null || coarse.length === 0) return false
  const [x, y] = labelPoint(shape)
  return coarse.some((area) => pointInShape(x, y, area.shape))
}

/**
 * Fits finer areas and the coarser ones beside them together: the finer are the truth, the coarser end where these begin
 * and take over the slivers between, and neighbours share their vertices. `former` is what the finer ones replace.
 */
export function giveWay(
  finer: readonly Shape[],
  coarse: readonly Shape[],
  former: readonly Shape[],
): { finer: Shape[]; coarse: Shape[] } {
  if (coarse.length === 0) return { finer: [...finer], coarse: [] }
  const arrangement = arrange([...finer, ...coarse, ...former])
  const members = finer.length + coarse.length
  const sizes = former.map(areaSquareMetres)
  const owners = arrangement.faces.map(({ owners: [first = -1] }) => (first < members ? first : -1))
  const owner = owners.map((own, face) => {
    const { owners: covering, shape } = arrangement.faces[face]!
    const before = covering.find((shape) => shape >= members)
    if (own >= 0 || before === undefined) return own
    const isSliver = areaSquareMetres(shape) <= MOST_SLIVER * sizes[before - members]!
    return isSliver ? coarseBeside(arrangement, face, owners, finer.length) : -1
  })
  const assembled = arrangement.assemble((face) => owner[face]!, members)
  const shapes = straighten(assembled, [...finer, ...coarse])
  return { finer: shapes.slice(0, finer.length), coarse: shapes.slice(finer.length) }
}

/** The coarse area that a face shares the longest border with, or -1. */
function coarseBeside(
  { faces }: Arrangement,
  face: number,
  owners: readonly number[],
  firstCoarse: number,
): number {
  const border = new Map<number, number>()
  for (const [beside, length] of faces[face]!.beside) {
    const owner = beside < 0 ? -1 : owners[beside]!
    if (owner >= firstCoarse) border.set(owner, (border.get(owner) ?? 0) + length)
  }
  return [...border].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0] ?? -1
}

/** Takes out the vertices that only lines of what was replaced have left: no third border begins there. */
function straighten(shapes: readonly Shape[], given: readonly Shape[]): Shape[] {
  const vertices = new VertexTable()
  const eachVertex = (
    of: readonly Shape[],
    visit: (vertex: number, ring: Ring, at: number) => void,
  ): void => {
    for (const ring of of.flat(2))
      for (let i = 0; i < ring.length; i += 2) visit(vertices.add(ring[i]!, ring[i + 1]!), ring, i)
  }
  eachVertex(given, () => {})
  const known = vertices.size
  /** The vertices that follow or precede a new one on some border. */
  const beside = new Map<number, Set<number>>()
  eachVertex(shapes, (vertex, ring, i) => {
    if (vertex < known) return
    const ends = beside.get(vertex) ?? new Set()
    beside.set(vertex, ends)
    for (const at of [(i + 2) % ring.length, (i + ring.length - 2) % ring.length]) {
      ends.add(vertices.add(ring[at]!, ring[at + 1]!))
    }
  })
  const isNeeded = (x: number, y: number): boolean => (beside.get(vertices.find(x, y))?.size ?? 3) > 2
  return shapes.map((shape) =>
    shape.map((part) => part.map((ring) => ring.filter((_, i) => isNeeded(ring[i & ~1]!, ring[i | 1]!)))),
  )
}
