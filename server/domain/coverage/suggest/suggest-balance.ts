import { areaSquareMetres } from '../area-square-metres.ts'
import { labelPoint } from '../label-point.ts'
import { applyOperation } from '../edit/apply-operation.ts'
import { areNeighbours } from '../edit/change-of.ts'
import type { Coverage } from '../edit/coverage.ts'
import type { Operation } from '../edit/operation.ts'
import { isRefusal, refuse, type Refusal } from '../edit/refusal.ts'
import type { SizeOf } from './size-of.ts'
import { sweep } from './sweep.ts'

/** An area and how many households live in it, spread as `sizeOf` says: evenly, where it does not. */
export type Inhabited = { code: string; households: number; sizeOf?: SizeOf }

/**
 * Moves the border of two neighbours so that both have about the same number of households: the strip of the larger one
 * that lies nearest to the other goes to it. The coverage is not changed.
 */
export function suggestBalance(coverage: Coverage, first: Inhabited, second: Inhabited): Operation | Refusal {
  const [larger, smaller] = first.households >= second.households ? [first, second] : [second, first]
  const giver = coverage.area(larger.code)
  const taker = coverage.area(smaller.code)
  if (!giver || giver.rings.length === 0) return refuse('no-area', [larger.code])
  if (!taker || taker.rings.length === 0) return refuse('no-area', [smaller.code])
  if (!areNeighbours(giver, [taker])) return refuse('not-neighbours', [larger.code, smaller.code])
  const excess = (larger.households - smaller.households) / 2
  if (excess < 1) return refuse('nothing-to-do', [larger.code, smaller.code])
  const shape = coverage.shapeOf(giver)
  const { sizeOf = areaSquareMetres } = larger
  const wanted = (sizeOf(shape) * excess) / larger.households
  const [fromX, fromY] = labelPoint(coverage.shapeOf(taker))
  const [toX, toY] = labelPoint(shape)
  const swept = sweep(coverage, giver, [toX - fromX, toY - fromY], wanted, sizeOf)
  const piece = swept?.left.find((left) => areNeighbours(taker, [left]))
  if (!swept || !piece) return refuse('line-does-not-cut', [larger.code])
  const operation: Operation = {
    kind: 'transfer',
    from: larger.code,
    to: smaller.code,
    line: swept.line,
    at: labelPoint(piece.shape),
  }
  const refusal = applyOperation(coverage.fork(), operation)
  return isRefusal(refusal) ? refusal : operation
}
