import type { Shape } from './shape.ts'

export type FaultKind =
  | 'gap'
  | 'overlap'
  | 'outside'
  | 'unshared-vertex'
  | 'self-intersection'
  | 'duplicate-ring'
  | 'zero-area'
  | 'wrong-orientation'
  | 'wrong-parent'

/** Something that keeps areas from being an exact coverage. */
export type Fault = {
  kind: FaultKind
  /** The areas concerned. */
  codes: string[]
  squareMetres: number
  /** Diameter of the largest circle that fits in; 0 where there is no surface. */
  widthMetres: number
  /** The surface concerned, null for faults of a line or a point. */
  shape: Shape | null
  /** A place to look at, in 1e-7 degree. */
  point: [x: number, y: number]
}

export function pointFault(kind: FaultKind, codes: string[], point: [x: number, y: number]): Fault {
  return { kind, codes, squareMetres: 0, widthMetres: 0, shape: null, point }
}
