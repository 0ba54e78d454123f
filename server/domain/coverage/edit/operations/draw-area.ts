import { labelPoint } from '../../label-point.ts'
import { levelBelow } from '../../../level.ts'
import { pointInShape } from '../../locate-point.ts'
import { doubledArea } from '../../ring.ts'
import { changeOf } from '../change-of.ts'
import { checkChange } from '../check-change.ts'
import type { Change, Coverage } from '../coverage.ts'
import { cutArea, splicesFor } from '../cut-area.ts'
import { OUTSIDE, type Operation } from '../operation.ts'
import { isRefusal, refuse, type Refusal } from '../refusal.ts'

type Draw = Extract<Operation, { kind: 'draw' }>

/** Land of nobody inside a ring becomes an area below `parent`. What lies in the ring and has an area stays with it. */
export function drawArea(coverage: Coverage, { ring, code, parent }: Draw): Change | Refusal {
  const above = coverage.area(parent)
  const level = above && levelBelow(above.level)
  if (!above || !level || above.rings.length > 0) return refuse('no-parent', [parent])
  if (coverage.area(code)) return refuse('code-taken', [code])
  if (ring.length < 3) return refuse('malformed', [code])
  const flat = ring.flat()
  const turned = doubledArea(flat) > 0 ? ring : ring.toReversed()
  const cut = cutArea(coverage, coverage.area(OUTSIDE)!, [...turned, turned[0]!])
  if (isRefusal(cut)) return cut
  const inside = cut.pieces.filter(
    ({ isLeft, shape }) => isLeft ?? pointInShape(...labelPoint(shape), [[flat]]),
  )
  if (inside.length === 0) return refuse('no-piece', [code], ring[0]!)
  const change = changeOf(coverage, splicesFor(cut, inside), [
    { code: OUTSIDE, take: inside },
    { code, level, parent, give: inside },
  ])
  return isRefusal(change) ? change : (checkChange(coverage, change) ?? change)
}
