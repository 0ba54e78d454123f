import { expect, test } from 'vitest'
import { applyOperation } from '../../../server/domain/coverage/edit/apply-operation.ts'
import { isRefusal } from '../../../server/domain/coverage/edit/refusal.ts'
import { validateCoverage } from '../../../server/domain/coverage/edit/validate-coverage.ts'
import { reshapeOperations } from '../../../web/boundaries/build/reshape-operations.ts'
import { cutArea, splitOperation } from '../../../web/boundaries/build/split-operation.ts'
import { transferPieces } from '../../../web/boundaries/build/transfer-pieces.ts'
import { attemptedBorder } from '../../../web/boundaries/geometry/attempted-border.ts'
import { BorderIndex } from '../../../web/boundaries/geometry/border-index.ts'
import type { Snap } from '../../../web/boundaries/geometry/snap.ts'
import { place, squares } from './square-members.ts'

const onEdge = (at: Snap['place'], a: Snap['place'], b: Snap['place']): Snap => ({
  kind: 'edge',
  place: at,
  edge: [a, b],
})
const onVertex = (at: Snap['place']): Snap => ({ kind: 'vertex', place: at })
const free = (at: Snap['place']): Snap => ({ kind: 'none', place: at })

test('a line from edge to edge splits the area in which it runs', () => {
  const coverage = squares()
  const sketch = [
    onEdge(place(0, 0.5), place(0, 0), place(0, 1)),
    free(place(0.4, 0.7)),
    onEdge(place(1, 0.5), place(1, 0), place(1, 1)),
  ]
  const area = cutArea(coverage, sketch, new Set())
  expect(area?.code).toBe('A1a')
  expect(isRefusal(applyOperation(coverage, splitOperation('A1a', sketch, 'A1c')))).toBe(false)
  expect(coverage.area('A1c')?.parent).toBe('A1')
  expect(validateCoverage(coverage)).toEqual([])
})

test('the area that is selected is the one to be cut', () => {
  const sketch = [free(place(0.2, 0.5)), free(place(0.8, 0.5))]
  expect(cutArea(squares(), sketch, new Set(['A2a']))?.code).toBe('A2a')
})

test('a line whose ends lie on one edge becomes the border there', () => {
  const coverage = squares()
  const edge = [place(0, 1), place(1, 1)] as const
  const sketch = [onEdge(place(0.2, 1), ...edge), free(place(0.5, 1.3)), onEdge(place(0.8, 1), ...edge)]
  const [operation] = reshapeOperations(coverage, sketch)
  expect(operation).toMatchObject({ kind: 'group' })
  expect(isRefusal(applyOperation(coverage, operation!))).toBe(false)
  expect(coverage.vertexAt(place(0.5, 1.3))).not.toBeNull()
  expect(validateCoverage(coverage)).toEqual([])
})

test('a line between two vertices names the border that they share', () => {
  const coverage = squares()
  const operations = reshapeOperations(coverage, [
    onVertex(place(1, 1)),
    free(place(1.2, 1.5)),
    onVertex(place(1, 2)),
  ])
  expect(operations.map((operation) => !isRefusal(applyOperation(coverage, operation)))).toContain(true)
  expect(reshapeOperations(coverage, [free(place(0.5, 0.5)), onVertex(place(1, 1))])).toEqual([])
})

test('pieces of a line name who may get them', () => {
  const coverage = squares()
  const pieces = transferPieces(coverage, 'A1a', [place(0.7, -0.1), place(0.7, 1.1)])
  if (isRefusal(pieces)) throw new Error(pieces.refused)
  expect(pieces).toHaveLength(2)
  expect(pieces[0]!.takers.sort()).toEqual(['A1b', 'A2a'])
  expect(pieces[0]!.squareMetres).toBeLessThan(pieces[1]!.squareMetres)
})

test('what a refused move wanted is its borders to the vertices beside it', () => {
  const index = new BorderIndex(squares())
  const to = place(3.5, 1)
  const lines = attemptedBorder(index, { kind: 'move', moves: [{ from: place(1, 1), to }] })
  expect(lines).toHaveLength(4)
  expect(lines.every(([first]) => first?.join() === to.join())).toBe(true)
  expect(
    attemptedBorder(index, {
      kind: 'group',
      operations: [
        { kind: 'insert', edge: [place(0, 1), place(1, 1)], at: place(0.5, 1) },
        { kind: 'move', moves: [{ from: place(0.5, 1), to }] },
      ],
    }),
  ).toEqual([[place(0, 1), to, place(1, 1)]])
})
