import { areaSquareMetres } from '../../../domain/coverage/area-square-metres.ts'
import type { Shape } from '../../../domain/coverage/shape.ts'
import { difference } from './assign-parents.ts'
import type { AreaFault } from '../faults/find-faults.ts'

/** An area above that changes by more than this share of itself stops the import. */
const MOST_CHANGE = 0.01

/** Less than this is the rounding of a border, and not worth a line. */
const LEAST_SQUARE_METRES = 1

export type ParentChange = {
  /** How far the outline moves; null: not so that one could see it. */
  moved: AreaFault | null
  /** Share of the area that changes, 0 to 1. */
  share: number
  isTooMuch: boolean
}

/** What becomes of an area above when its outline follows those below it; where it `mayGrow`, only what it loses counts. */
export function parentChange(code: string, before: Shape, after: Shape, mayGrow = false): ParentChange {
  const { squareMetres, lostSquareMetres, widthMetres, shape } = difference(before, after)
  const whole = areaSquareMetres(before)
  const share = squareMetres / whole
  const isTooMuch = (mayGrow ? lostSquareMetres / whole : share) > MOST_CHANGE
  const moved: AreaFault = {
    kind: isTooMuch ? 'parent-change' : 'parent-moved',
    codes: [code],
    squareMetres,
    widthMetres,
    shape,
    faces: [],
  }
  return { moved: squareMetres < LEAST_SQUARE_METRES ? null : moved, share, isTooMuch }
}
