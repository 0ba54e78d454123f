import { expect, test } from 'vitest'
import { applyOperation } from '../../../../server/domain/coverage/edit/apply-operation.ts'
import { Coverage } from '../../../../server/domain/coverage/edit/coverage.ts'
import { OUTSIDE, type Operation, type Place } from '../../../../server/domain/coverage/edit/operation.ts'
import type { RefusalKind } from '../../../../server/domain/coverage/edit/refusal.ts'
import { at, box, insert, members, move, reshape, shift, split, transfer } from './small-coverage.ts'

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

test('borders may end on the outer boundary without the right to move it', () => {
  const rights = { outer: false, mayChange: null }
  const done = (coverage: Coverage, operation: Operation) =>
    expect(applyOperation(coverage, operation, rights)).not.toHaveProperty('refused')
  const coverage = Coverage.of(members)
  done(
    coverage,
    split('A', [
      [33, -10],
      [35, 110],
    ]),
  )
  // And the end may go along the outer boundary, which is as straight as before.
  const ring = coverage.shapeOf(coverage.area('N')!)[0]![0]!
  const corner = Array.from({ length: ring.length / 2 }, (_, i): Place => [
    ring[2 * i]!,
    ring[2 * i + 1]!,
  ]).find(([x, y]) => y === 0 && x > 0)!
  done(coverage, move(corner, [corner[0] + 20, 0]))
  expect(applyOperation(coverage, move([corner[0] + 20, 0], [corner[0], 5]), rights)).toMatchObject({
    refused: 'outer-boundary',
  })
  expect(applyOperation(coverage, { kind: 'remove', vertices: [[0, 0]] }, rights)).toMatchObject({
    refused: 'outer-boundary',
  })
})
