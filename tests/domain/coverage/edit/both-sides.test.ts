import { expect, test } from 'vitest'
import { applyOperation } from '../../../../server/domain/coverage/edit/apply-operation.ts'
import { Coverage, type Member } from '../../../../server/domain/coverage/edit/coverage.ts'
import { validateCoverage } from '../../../../server/domain/coverage/edit/validate-coverage.ts'

// Two parts of one grid meet in two vertices; between them lies a triangle of land outside.
const PARTS = [
  [[-1, 2000, 0, 1000, 999, 1000, 1000, 2000, 1999, 2000, 2000, 3000, 0, 3000]],
  [[999, 1000, 1000, 0, 3000, 0, 3000, 1000, 1999, 2000]],
]
const members: Member[] = [
  { code: 'C', level: 'county', parent: null, shape: [] },
  { code: 'T', level: 'township', parent: 'C', shape: [] },
  { code: 'V', level: 'village', parent: 'T', shape: [] },
  { code: 'G', level: 'grid', parent: 'V', shape: PARTS },
]

test('the land between two parts of an area does not close up to an edge with that area on both sides', () => {
  const coverage = Coverage.of(members)
  expect(validateCoverage(coverage)).toEqual([])
  const before = coverage.shapeOf(coverage.area('G')!)
  const refused = applyOperation(coverage, { kind: 'remove', vertices: [[1000, 2000]] })
  expect(refused).toMatchObject({ refused: 'crossing', codes: expect.arrayContaining([expect.any(String)]) })
  expect(coverage.shapeOf(coverage.area('G')!)).toEqual(before)
})
