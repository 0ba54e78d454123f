import type { Coverage } from '../../../server/domain/coverage/edit/coverage.ts'
import { areNeighbours, isIsland } from '../../../server/domain/coverage/edit/change-of.ts'
import { cutArea, type Piece } from '../../../server/domain/coverage/edit/cut-area.ts'
import { isRefusal, type Refusal } from '../../../server/domain/coverage/edit/refusal.ts'
import { spliceChange } from '../../../server/domain/coverage/edit/splice-change.ts'
import { areaSquareMetres } from '../../../server/domain/coverage/area-square-metres.ts'
import { labelPoint } from '../../../server/domain/coverage/label-point.ts'
import type { Place } from '../../../server/domain/coverage/edit/operation.ts'
import type { Shape } from '../../../server/domain/coverage/shape.ts'
import { knownShape } from '../geometry/area-at.ts'

/** A piece that a line cuts off, `at` a place in it, and who may get it. */
export type TransferPiece = { at: Place; shape: Shape; squareMetres: number; takers: string[] }

/**
 * What a line makes of an area, the smallest piece first: not the parts that it does not pass. Without a line, the detached
 * parts. Islands may go to anybody, the nearest first.
 */
export function transferPieces(
  coverage: Coverage,
  from: string,
  line: readonly Place[],
): TransferPiece[] | Refusal {
  const giver = coverage.area(from)!
  const cut = cutArea(coverage, giver, line)
  if (isRefusal(cut)) return cut
  const spliced = spliceChange(coverage, cut.splices)
  const takersOf = (piece: Piece): string[] => {
    if (isIsland(coverage, piece)) return nearestTo(coverage, labelPoint(piece.shape), from)
    return [...coverage.leaves()].flatMap((leaf) => {
      if (leaf.code === from) return []
      const border = spliced.get(leaf.code)?.after ?? leaf
      return areNeighbours(border, [piece]) ? [leaf.code] : []
    })
  }
  return cut.pieces
    .filter(({ isLeft }) => line.length === 0 || isLeft !== null)
    .map((piece) => ({
      at: labelPoint(piece.shape),
      shape: piece.shape,
      squareMetres: areaSquareMetres(piece.shape),
      takers: takersOf(piece),
    }))
    .sort((a, b) => a.squareMetres - b.squareMetres)
}

/** The other finest areas by how far their middles are from a place, as the longitudes shrink with the latitude. */
function nearestTo(coverage: Coverage, [x, y]: Place, from: string): string[] {
  const shrink = Math.cos((y / 1e7) * (Math.PI / 180))
  return [...coverage.leaves()]
    .filter(({ code }) => code !== from)
    .map((leaf) => {
      const [east, north] = labelPoint(knownShape(coverage, leaf).shape)
      return { code: leaf.code, distance: Math.hypot((east - x) * shrink, north - y) }
    })
    .sort((a, b) => a.distance - b.distance)
    .map(({ code }) => code)
}
