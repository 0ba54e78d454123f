import type { Coverage, Member } from '../../../../server/domain/coverage/edit/coverage.ts'
import type { Operation, Place } from '../../../../server/domain/coverage/edit/operation.ts'

export const box = (x: number, y: number, width: number, height = width) => [
  [x, y, x + width, y, x + width, y + height, x, y + height],
]

/**
 * Two villages. In the west the grids A and B one above the other, in the east the grid E with the enclave I in it; the
 * border between west and east has a vertex in its middle, where A meets B.
 */
export const members: Member[] = [
  { code: 'C', level: 'county', parent: null, shape: [] },
  { code: 'T', level: 'township', parent: 'C', shape: [] },
  { code: 'W', level: 'village', parent: 'T', shape: [] },
  { code: 'O', level: 'village', parent: 'T', shape: [] },
  { code: 'A', level: 'grid', parent: 'W', shape: [box(0, 0, 100)] },
  { code: 'B', level: 'grid', parent: 'W', shape: [box(0, 100, 100)] },
  {
    code: 'E',
    level: 'grid',
    parent: 'O',
    shape: [
      [
        [100, 0, 300, 0, 300, 200, 100, 200, 100, 100],
        [150, 50, 150, 150, 250, 150, 250, 50],
      ],
    ],
  },
  { code: 'I', level: 'grid', parent: 'O', shape: [box(150, 50, 100)] },
]

/** The shape of an area; null when there is none. */
export const at = (coverage: Coverage, code: string): unknown => {
  const area = coverage.area(code)
  return area && coverage.shapeOf(area)
}

export function move(from: Place, to: Place): Operation {
  return { kind: 'move', moves: [{ from, to }] }
}
export function shift(ring: number[], dx: number): Operation {
  const places = Array.from({ length: ring.length / 2 }, (_, i): Place => [ring[2 * i]!, ring[2 * i + 1]!])
  return { kind: 'move', moves: places.map((from) => ({ from, to: [from[0] + dx, from[1]] })) }
}
export function insert(a: Place, b: Place, at: Place): Operation {
  return { kind: 'insert', edge: [a, b], at }
}
export function split(area: string, line: Place[]): Extract<Operation, { kind: 'split' }> {
  return { kind: 'split', area, line, code: 'N' }
}
export function reshape(areas: [string, string], line: Place[]): Operation {
  return { kind: 'reshape', areas, line }
}
export function transfer(from: string, to: string, line: Place[], at: Place): Operation {
  return { kind: 'transfer', from, to, line, at }
}
export function group(operations: Operation[]): Operation {
  return { kind: 'group', operations }
}
