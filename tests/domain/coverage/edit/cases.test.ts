import { expect, test } from 'vitest'
import { applyOperation } from '../../../../server/domain/coverage/edit/apply-operation.ts'
import { Coverage, type Member } from '../../../../server/domain/coverage/edit/coverage.ts'
import { OUTSIDE, type Operation, type Place } from '../../../../server/domain/coverage/edit/operation.ts'
import { isRefusal, type RefusalKind } from '../../../../server/domain/coverage/edit/refusal.ts'
import { validateCoverage } from '../../../../server/domain/coverage/edit/validate-coverage.ts'

const box = (x: number, y: number, width: number, height = width) => [
  [x, y, x + width, y, x + width, y + height, x, y + height],
]

/**
 * Two villages. In the west the grids A and B one above the other, in the east the grid E with the enclave I in it; the
 * border between west and east has a vertex in its middle, where A meets B.
 */
const members: Member[] = [
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

const at = (coverage: Coverage, code: string): unknown => {
  const area = coverage.area(code)
  return area && coverage.shapeOf(area)
}

const refused: [string, Operation, RefusalKind, Place | null][] = [
  ['a vertex across a border', move([100, 100], [170, 100]), 'crossing', [150, 71]],
  ['a vertex that is not there', move([1, 1], [2, 2]), 'no-vertex', [1, 1]],
  ['a vertex that stays', move([100, 100], [100, 100]), 'nothing-to-do', null],
  ['an enclave carried into another area', shift(box(150, 50, 100)[0]!, -140), 'crossing', null],
  ['a vertex into an edge that is none', insert([0, 0], [100, 100], [50, 50]), 'no-edge', [0, 0]],
  ['a junction taken out', { kind: 'remove', vertices: [[100, 100]] }, 'junction', [100, 100]],
  [
    'an area taken flat',
    {
      kind: 'remove',
      vertices: [
        [150, 50],
        [250, 150],
      ],
    },
    'no-ground',
    null,
  ],
  [
    'a line that ends inside',
    split('A', [
      [50, -10],
      [50, 50],
    ]),
    'line-does-not-cut',
    [50, -10],
  ],
  [
    'a line that passes by',
    split('A', [
      [-10, -10],
      [-10, 300],
    ]),
    'line-does-not-cut',
    [-10, -10],
  ],
  [
    'a line along the border',
    split('A', [
      [0, 0],
      [0, 100],
    ]),
    'line-does-not-cut',
    [0, 0],
  ],
  [
    'a line that crosses itself',
    split('A', [
      [-10, 50],
      [90, 50],
      [90, 90],
      [50, 20],
      [50, -9],
    ]),
    'line-crosses-itself',
    null,
  ],
  [
    'a code that is there',
    {
      ...split('A', [
        [50, -9],
        [50, 109],
      ]),
      code: 'B',
    },
    'code-taken',
    null,
  ],
  ['areas that do not touch', { kind: 'merge', areas: ['A', 'I'] }, 'not-neighbours', null],
  ['a merger that empties a village', { kind: 'merge', areas: ['E', 'I', 'A', 'B'] }, 'parent-empty', null],
  [
    'a border that is none',
    reshape(
      ['A', 'I'],
      [
        [150, 50],
        [150, 150],
      ],
    ),
    'not-on-border',
    null,
  ],
  [
    'a border over a junction',
    reshape(
      ['A', OUTSIDE],
      [
        [0, 200],
        [50, 300],
        [100, 0],
      ],
    ),
    'not-on-border',
    null,
  ],
  [
    'a piece that is not cut off',
    transfer(
      'A',
      'B',
      [
        [-9, 50],
        [109, 50],
      ],
      [50, 300],
    ),
    'no-piece',
    [50, 300],
  ],
  [
    'a piece for no neighbour',
    transfer(
      'A',
      'I',
      [
        [-9, 50],
        [109, 50],
      ],
      [50, 20],
    ),
    'not-neighbours',
    null,
  ],
  ['a village that is far', { kind: 'reparent', area: 'I', parent: 'W' }, 'not-neighbours', null],
  [
    'a grid drawn over grids',
    {
      kind: 'draw',
      ring: [
        [10, 10],
        [20, 10],
        [20, 20],
      ],
      code: 'N',
      parent: 'W',
    },
    'no-piece',
    null,
  ],
]

test.each(refused)('refused, and nothing changes: %s', (_, operation, kind, place) => {
  const coverage = Coverage.of(members)
  const before = JSON.stringify([...coverage.areas()].map(({ code }) => at(coverage, code)))
  const refusal = applyOperation(coverage, operation)
  expect(refusal).toMatchObject(place ? { refused: kind, place } : { refused: kind })
  expect(JSON.stringify([...coverage.areas()].map(({ code }) => at(coverage, code)))).toBe(before)
})

const done: [string, Operation, Record<string, unknown>][] = [
  [
    'a shared vertex moves in all of its areas',
    move([100, 100], [120, 90]),
    {
      A: [[[0, 0, 100, 0, 120, 90, 0, 100]]],
      B: [[[0, 100, 120, 90, 100, 200, 0, 200]]],
    },
  ],
  [
    'a vertex enters both rings',
    insert([150, 50], [250, 50], [200, 40]),
    {
      I: [[[150, 50, 200, 40, 250, 50, 250, 150, 150, 150]]],
      E: [
        [
          [100, 0, 300, 0, 300, 200, 100, 200, 100, 100],
          [200, 40, 150, 50, 150, 150, 250, 150, 250, 50],
        ],
      ],
    },
  ],
  [
    'a line gives what is left of it a new area',
    split('A', [
      [50, -10],
      [50, 110],
    ]),
    {
      N: [[[0, 0, 50, 0, 50, 100, 0, 100]]],
      A: [[[50, 0, 100, 0, 100, 100, 50, 100]]],
      // The neighbour gets the vertex in which the new border ends.
      B: [[[0, 100, 50, 100, 100, 100, 100, 200, 0, 200]]],
    },
  ],
  [
    'areas become one, across villages too',
    { kind: 'merge', areas: ['A', 'B'] },
    {
      A: [[[0, 0, 100, 0, 100, 100, 100, 200, 0, 200, 0, 100]]],
      B: null,
    },
  ],
  [
    'an enclave is taken in, and its hole is gone',
    { kind: 'merge', areas: ['E', 'I'] },
    {
      E: [[[100, 0, 300, 0, 300, 200, 100, 200, 100, 100]]],
    },
  ],
  [
    'a piece goes to the neighbour',
    transfer(
      'A',
      'B',
      [
        [-9, 50],
        [109, 50],
      ],
      [50, 80],
    ),
    {
      A: [[[0, 0, 100, 0, 100, 50, 0, 50]]],
      B: [[[0, 50, 100, 50, 100, 100, 100, 200, 0, 200, 0, 100]]],
    },
  ],
  [
    'a border runs along a line',
    reshape(
      ['A', 'B'],
      [
        [0, 100],
        [50, 150],
        [100, 100],
      ],
    ),
    {
      A: [[[0, 0, 100, 0, 100, 100, 50, 150, 0, 100]]],
      B: [[[0, 100, 50, 150, 100, 100, 100, 200, 0, 200]]],
    },
  ],
  [
    'land of nobody becomes a grid',
    {
      kind: 'draw',
      ring: [
        [50, -50],
        [80, -50],
        [80, 20],
        [50, 20],
      ],
      code: 'N',
      parent: 'W',
    },
    {
      N: [[[50, -50, 80, -50, 80, 0, 50, 0]]],
      A: [[[0, 0, 50, 0, 80, 0, 100, 0, 100, 100, 0, 100]]],
    },
  ],
  [
    'a narrow neck pulled shut parts an area',
    group([insert([0, 0], [0, 100], [0, 50]), move([0, 50], [100, 100])]),
    {
      A: [[[0, 0, 100, 0, 100, 100]]],
    },
  ],
]

test.each(done)('%s', (_, operation, expected) => {
  const coverage = Coverage.of(members)
  expect(isRefusal(applyOperation(coverage, operation))).toBe(false)
  expect(validateCoverage(coverage)).toEqual([])
  for (const [code, shape] of Object.entries(expected)) expect(at(coverage, code), code).toEqual(shape)
})

test('the outer boundary and areas beyond the draft need the right to them', () => {
  const coverage = Coverage.of(members)
  const rights = { outer: false, mayChange: (code: string) => code !== 'E' }
  const refusal = (operation: Operation) => applyOperation(coverage, operation, rights)
  expect(refusal(move([0, 0], [-5, -5]))).toMatchObject({ refused: 'outer-boundary', codes: ['A'] })
  expect(refusal(move([150, 50], [140, 40]))).toMatchObject({ refused: 'beyond-draft', codes: ['E'] })
  expect(
    refusal(
      reshape(
        ['A', 'B'],
        [
          [0, 100],
          [50, 150],
          [100, 100],
        ],
      ),
    ),
  ).not.toHaveProperty('refused')
})

function move(from: Place, to: Place): Operation {
  return { kind: 'move', moves: [{ from, to }] }
}
function shift(ring: number[], dx: number): Operation {
  const places = Array.from({ length: ring.length / 2 }, (_, i): Place => [ring[2 * i]!, ring[2 * i + 1]!])
  return { kind: 'move', moves: places.map((from) => ({ from, to: [from[0] + dx, from[1]] })) }
}
function insert(a: Place, b: Place, at: Place): Operation {
  return { kind: 'insert', edge: [a, b], at }
}
function split(area: string, line: Place[]): Extract<Operation, { kind: 'split' }> {
  return { kind: 'split', area, line, code: 'N' }
}
function reshape(areas: [string, string], line: Place[]): Operation {
  return { kind: 'reshape', areas, line }
}
function transfer(from: string, to: string, line: Place[], at: Place): Operation {
  return { kind: 'transfer', from, to, line, at }
}
function group(operations: Operation[]): Operation {
  return { kind: 'group', operations }
}
