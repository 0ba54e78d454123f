import { areaSquareMetres } from '../../../domain/coverage/area-square-metres.ts'
import { arrange, type Arrangement } from '../../../domain/coverage/arrangement.ts'
import { dissolve } from '../../../domain/coverage/dissolve.ts'
import type { Shape } from '../../../domain/coverage/shape.ts'
import { widthMetres } from '../../../domain/coverage/width-metres.ts'

export type FaultKind =
  | 'gap'
  | 'overlap'
  | 'self-intersection'
  | 'duplicate-code'
  | 'orphan'
  | 'outside-parent'
  | 'parent-change'
  /** No fault, but worth a place in the report: an outline that follows the areas below. */
  | 'parent-moved'

/** A fault with its place; `faces` are those of the arrangement that it is made of. */
export type AreaFault = {
  kind: FaultKind
  codes: string[]
  squareMetres: number
  widthMetres: number
  shape: Shape | null
  faces: number[]
}

/**
 * Gaps, overlaps and self-intersections between areas, from their arrangement. Two areas overlap once, however often
 * their borders cross on the way. The width is the diameter of the largest circle that fits in.
 */
export function findFaults(areas: readonly { code: string; shape: Shape }[]): {
  faults: AreaFault[]
  arrangement: Arrangement
} {
  const arrangement = arrange(areas.map(({ shape }) => shape))
  const { faces } = arrangement
  const kindOf = (face: number): 'gap' | 'overlap' | 'self-intersection' | null => {
    const { owners, twisted } = faces[face]!
    if (twisted) return 'self-intersection'
    return owners.length === 0 ? 'gap' : owners.length > 1 ? 'overlap' : null
  }
  const groups = new Map<string, number[]>()
  const seen = new Set<number>()
  for (const face of faces.keys()) {
    const kind = kindOf(face)
    if (kind === null || seen.has(face)) continue
    const group = kind === 'gap' ? connectedGaps(arrangement, face) : [face]
    for (const member of group) seen.add(member)
    const key = kind === 'gap' ? `gap ${face}` : `${kind} ${faces[face]!.owners.join()}`
    groups.set(key, [...(groups.get(key) ?? []), ...group])
  }
  const faults = [...groups.values()].map((group): AreaFault => {
    const kind = kindOf(group[0]!)!
    const shape = dissolve(group.map((face) => faces[face]!.shape))
    const owners = kind === 'gap' ? neighbours(arrangement, group) : faces[group[0]!]!.owners
    return {
      kind,
      codes: owners.map((owner) => areas[owner]!.code),
      squareMetres: areaSquareMetres(shape),
      widthMetres: Math.max(...shape.map((part) => widthMetres([part]))),
      shape,
      faces: group,
    }
  })
  return { faults, arrangement }
}

/** A gap with the faces of nobody that lie beside it. */
function connectedGaps({ faces }: Arrangement, start: number): number[] {
  const group = [start]
  for (let i = 0; i < group.length; i += 1) {
    for (const beside of faces[group[i]!]!.beside.keys()) {
      if (beside >= 0 && faces[beside]!.owners.length === 0 && !group.includes(beside)) group.push(beside)
    }
  }
  return group
}

function neighbours({ faces }: Arrangement, group: readonly number[]): number[] {
  const owners = group.flatMap((face) =>
    [...faces[face]!.beside.keys()].flatMap((beside) => (beside < 0 ? [] : faces[beside]!.owners)),
  )
  return [...new Set(owners)].sort((a, b) => a - b)
}
