import { borderChain } from '../border-chain.ts'
import { checkChange } from '../check-change.ts'
import type { AreaChange, Change, Coverage } from '../coverage.ts'
import { OUTSIDE, type Operation } from '../operation.ts'
import { isRefusal, refuse, type Refusal } from '../refusal.ts'
import { EdgeSum, ringsFor } from '../ring-edges.ts'

type Reshape = Extract<Operation, { kind: 'reshape' }>

/** The border of two areas runs along a line between the two vertices at its ends. */
export function reshapeEdge(coverage: Coverage, { areas, line }: Reshape): Change | Refusal {
  const [code, other] = areas[0] === OUTSIDE ? [areas[1], areas[0]] : areas
  for (const named of areas) if (!coverage.area(named)?.rings.length) return refuse('no-area', [named])
  if (code === other) return refuse('not-neighbours', [code])
  if (line.length < 2) return refuse('malformed', areas)
  const start = coverage.vertexAt(line[0]!)
  const end = coverage.vertexAt(line.at(-1)!)
  if (start === null || end === null)
    return refuse('no-vertex', areas, start === null ? line[0]! : line.at(-1)!)
  const chain = borderChain(coverage, code, other, start, end)
  if (isRefusal(chain)) return chain
  const drawn = line.map((place) => coverage.vertices.add(...place))
  const along = chain[0] === start ? drawn : drawn.toReversed()
  const change = new Map<string, AreaChange>()
  for (const named of [code, other]) {
    const before = coverage.area(named)!
    const sum = new EdgeSum().addRings(before.rings)
    // The outline has the territory on the same side as the area; a neighbour has it on the other one.
    const turned = named === other && other !== OUTSIDE
    const add = (from: number, to: number): void => (turned ? sum.add(to, from) : sum.add(from, to))
    for (let i = 1; i < chain.length; i++) add(chain[i]!, chain[i - 1]!)
    for (let i = 1; i < along.length; i++) add(along[i - 1]!, along[i]!)
    const rings = ringsFor(named, sum, coverage.vertices)
    if (isRefusal(rings)) return rings
    change.set(named, { before, after: { ...before, rings } })
  }
  return checkChange(coverage, change) ?? change
}
