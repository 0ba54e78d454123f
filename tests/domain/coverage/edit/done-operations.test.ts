import { expect, test } from 'vitest'
import { applyOperation } from '../../../../server/domain/coverage/edit/apply-operation.ts'
import { Coverage } from '../../../../server/domain/coverage/edit/coverage.ts'
import type { Operation } from '../../../../server/domain/coverage/edit/operation.ts'
import { isRefusal } from '../../../../server/domain/coverage/edit/refusal.ts'
import { validateCoverage } from '../../../../server/domain/coverage/edit/validate-coverage.ts'
import { at, group, insert, members, move, reshape, split, transfer } from './small-coverage.ts'

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
    'of two pieces that a line cuts off one goes, and the border by the other stays as it was',
    transfer(
      'E',
      'B',
      [
        [90, 150],
        [125, 150],
        [125, 210],
        [280, 210],
        [280, 190],
        [310, 190],
      ],
      [110, 180],
    ),
    {
      E: [
        [
          [100, 0, 300, 0, 300, 200, 125, 200, 125, 150, 100, 150, 100, 100],
          [150, 50, 150, 150, 250, 150, 250, 50],
        ],
      ],
      B: [[[0, 100, 100, 100, 100, 150, 125, 150, 125, 200, 100, 200, 0, 200]]],
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
