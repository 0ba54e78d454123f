import type { Shape } from '../../domain/coverage/shape.ts'
import type { AreaFault } from './find-faults.ts'
import type { AreaImportOptions } from './options.ts'

/** An area above that changes by more than this share of itself stops the import. */
const MOST_CHANGE = 0.01

/** The fault of an area above of which so much would change, null when that is little or accepted. */
export function parentChange(
  code: string,
  changedSquareMetres: number,
  wholeSquareMetres: number,
  shape: Shape,
  { acceptParents }: Pick<AreaImportOptions, 'acceptParents'>,
): AreaFault | null {
  if (acceptParents || changedSquareMetres <= MOST_CHANGE * wholeSquareMetres) return null
  return {
    kind: 'parent-change',
    codes: [code],
    squareMetres: changedSquareMetres,
    widthMetres: 0,
    shape,
    faces: [],
  }
}
