import { simplifyLine } from '../../simplify-line.ts'
import { sharedBorder } from '../border-chain.ts'
import type { Change, Coverage } from '../coverage.ts'
import { OUTSIDE, type Operation } from '../operation.ts'
import { refuse, type Refusal } from '../refusal.ts'
import { isJunction } from '../is-junction.ts'
import { takeOut } from './remove-vertices.ts'

type Simplify = Extract<Operation, { kind: 'simplify' }>

/** The borders between two areas leave out what departs little from a straight line. Their ends stay. */
export function simplifyEdge(coverage: Coverage, { areas, toleranceMetres }: Simplify): Change | Refusal {
  const [code, other] = areas[0] === OUTSIDE ? [areas[1], areas[0]] : areas
  for (const named of areas) if (!coverage.area(named)?.rings.length) return refuse('no-area', [named])
  if (!(toleranceMetres > 0)) return refuse('malformed', areas)
  const removed = new Set<number>()
  for (const chain of chains(coverage, sharedBorder(coverage, code, other))) {
    const kept = simplifyLine(
      chain.map((vertex) => coverage.placeOf(vertex)),
      toleranceMetres,
    )
    const keep = new Set(kept.map((i) => chain[i]!))
    for (const vertex of chain) if (!keep.has(vertex)) removed.add(vertex)
  }
  return removed.size === 0 ? refuse('nothing-to-do', areas) : takeOut(coverage, removed)
}

/** A border as chains between the places where others end on it. */
function chains(coverage: Coverage, next: ReadonlyMap<number, number>): number[][] {
  const ends = new Set(next.values())
  const isEnd = (vertex: number): boolean =>
    !next.has(vertex) || !ends.has(vertex) || isJunction(coverage, vertex)
  const found: number[][] = []
  const seen = new Set<number>()
  const walk = (start: number): void => {
    const chain = [start]
    seen.add(start)
    for (let vertex = next.get(start); vertex !== undefined; vertex = next.get(vertex)) {
      chain.push(vertex)
      if (isEnd(vertex) || vertex === start) break
      seen.add(vertex)
    }
    found.push(chain)
  }
  for (const vertex of next.keys()) if (isEnd(vertex)) walk(vertex)
  // What is left runs in a circle.
  for (const vertex of next.keys()) if (!seen.has(vertex)) walk(vertex)
  return found
}
