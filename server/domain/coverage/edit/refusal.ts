import type { Place } from './operation.ts'

export type RefusalKind =
  /** A border would cross or touch a border. */
  | 'crossing'
  /** An area would be left without ground. */
  | 'no-ground'
  /** A ring would be turned inside out, or lie where it cannot. */
  | 'inside-out'
  | 'no-vertex'
  | 'no-edge'
  | 'no-area'
  /** A new vertex on one that is there. */
  | 'place-taken'
  | 'code-taken'
  /** A vertex in which three borders or more meet cannot be taken out, nor a border redrawn over one. */
  | 'junction'
  /** The line does not run from border to border of the area. */
  | 'line-does-not-cut'
  | 'line-crosses-itself'
  /** The ends of the line are not two places on one border of these two areas. */
  | 'not-on-border'
  | 'not-neighbours'
  /** No piece that was cut off lies there. */
  | 'no-piece'
  /** A parent would be left without areas. */
  | 'parent-empty'
  | 'no-parent'
  | 'nothing-to-do'
  /** The outer boundary, without the right to change it. */
  | 'outer-boundary'
  /** Areas beyond those that the draft is about. */
  | 'beyond-draft'
  | 'malformed'

/** Why an operation was not done: what is wrong, which areas it concerns, and where. */
export type Refusal = { refused: RefusalKind; codes: string[]; place: Place | null }

export function refuse(
  refused: RefusalKind,
  codes: readonly string[] = [],
  place: Place | null = null,
): Refusal {
  return { refused, codes: [...codes], place }
}

export function isRefusal(value: object): value is Refusal {
  return 'refused' in value
}
