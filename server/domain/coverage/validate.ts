import { boundaryEdges, cancelOpposites } from './boundary-edges.ts'
import { dissolve } from './dissolve.ts'
import { pointFault, type Fault } from './fault.ts'
import { reversed } from './ring.ts'
import { shapeFaults } from './shape-faults.ts'
import type { Shape } from './shape.ts'

/** An area of a coverage. */
export type Member = { code: string; shape: Shape }

/**
 * What keeps areas from being an exact coverage, empty when they are one. Every shape must be valid by itself; then each
 * edge must be cancelled by exactly one opposite edge, of a neighbour or of the outline. Without an outline their own
 * union is taken for it, so that its holes count as gaps.
 */
export function faults(members: readonly Member[], outline?: Shape): Fault[] {
  const broken = members.flatMap(({ code, shape }) => shapeFaults(code, shape))
  if (broken.length > 0) return broken
  const shapes = members.map((member) => member.shape)
  if (outline) return uncancelled(members, outline)
  const union = dissolve(shapes)
  const holes = union.flatMap(([, ...holes]) => holes)
  return holes.length > 0 ? [] : shapeFaults('', union)
}

function uncancelled(members: readonly Member[], outline: Shape): Fault[] {
  const frame = outline.map((polygon) => polygon.map(reversed))
  const edges = boundaryEdges([...members.map((member) => member.shape), frame])
  const found: Fault[] = []
  for (const [edge, opposite] of cancelOpposites(edges).entries()) {
    if (opposite >= 0) continue
    const { vertices, from, owner } = edges
    const code = members[owner[edge]!]?.code
    const start = from[edge]!
    found.push(pointFault('unshared-vertex', code ? [code] : [], [vertices.x(start), vertices.y(start)]))
  }
  return found
}
