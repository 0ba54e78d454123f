import type { Level } from '../../level.ts'
import type { Shape } from '../shape.ts'

/** A place in 1e-7 degree: longitude, latitude. */
export type Place = [x: number, y: number]

/**
 * One change of boundaries, as it is kept and sent. It names areas by code and vertices by where they are, never by a
 * number of the program's own, so that it can be played again on another state of the same county.
 */
export type Operation =
  /** Vertices go elsewhere, all at once; onto another vertex, and the two become one. */
  | { kind: 'move'; moves: { from: Place; to: Place }[] }
  /** A vertex enters the edge between two others, in both areas beside it. */
  | { kind: 'insert'; edge: [Place, Place]; at: Place }
  /** Vertices where no third border begins are taken out: the border runs straight there. */
  | { kind: 'remove'; vertices: Place[] }
  /** The border of two areas between the ends of the line runs along the line. `''` is the land outside. */
  | { kind: 'reshape'; areas: [string, string]; line: Place[] }
  /** What lies left of the line becomes a new area. */
  | { kind: 'split'; area: string; line: Place[]; code: string }
  /** Areas become one, which is the first of them. */
  | { kind: 'merge'; areas: string[] }
  /** The piece at a place that the line cuts off (without a line: a detached part) goes to a neighbour. */
  | { kind: 'transfer'; from: string; to: string; line: Place[]; at: Place }
  /** Land inside the ring that belongs to nobody becomes an area. */
  | { kind: 'draw'; ring: Place[]; code: string; parent: string }
  /** An area without finer ones gets its first, of the same ground. */
  | { kind: 'found'; area: string; code: string }
  /** Borders between two areas leave out vertices that lie within so many metres of the straight line. */
  | { kind: 'simplify'; areas: [string, string]; toleranceMetres: number }
  /** An area goes to another parent beside it. */
  | { kind: 'reparent'; area: string; parent: string }
  /**
   * Areas get ground that was drawn elsewhere (a file, an earlier release); those that are retired have none any more. The
   * ground of them all stays the same, unless the outer boundary may move.
   */
  | { kind: 'replace'; areas: Replacement[]; retired: string[] }
  /** Several changes as one: all of them, or none. */
  | { kind: 'group'; operations: Operation[] }

/** An area as it shall be. */
export type Replacement = { code: string; level: Level; parent: string; shape: Shape }

export type OperationKind = Operation['kind']

/** The code under which the land outside all areas takes part in changes. */
export const OUTSIDE = ''
