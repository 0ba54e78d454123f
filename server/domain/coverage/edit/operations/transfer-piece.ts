import { pointInShape } from '../../locate-point.ts'
import { areNeighbours, changeOf, isIsland } from '../change-of.ts'
import { checkChange } from '../check-change.ts'
import type { Change, Coverage } from '../coverage.ts'
import { cutArea, splicesFor } from '../cut-area.ts'
import type { Operation } from '../operation.ts'
import { isRefusal, refuse, type Refusal } from '../refusal.ts'
import { spliceChange } from '../splice-change.ts'

type Transfer = Extract<Operation, { kind: 'transfer' }>

/** The piece at a place, cut off by a line or detached already, goes to a neighbour; an island, which has none, to anybody. */
export function transferPiece(coverage: Coverage, { from, to, line, at }: Transfer): Change | Refusal {
  const giver = coverage.area(from)
  const taker = coverage.area(to)
  if (!giver || giver.rings.length === 0) return refuse('no-area', [from])
  if (!taker || taker.rings.length === 0) return refuse('no-area', [to])
  if (from === to) return refuse('not-neighbours', [from])
  const cut = cutArea(coverage, giver, line)
  if (isRefusal(cut)) return cut
  const piece = cut.pieces.find(({ shape }) => pointInShape(...at, shape))
  if (!piece) return refuse('no-piece', [from], at)
  const splices = splicesFor(cut, [piece])
  const spliced = spliceChange(coverage, splices).get(to)?.after ?? taker
  if (!areNeighbours(spliced, [piece]) && !isIsland(coverage, piece))
    return refuse('not-neighbours', [from, to], at)
  const change = changeOf(coverage, splices, [
    { code: from, take: [piece] },
    { code: to, give: [piece] },
  ])
  return isRefusal(change) ? change : (checkChange(coverage, change) ?? change)
}
