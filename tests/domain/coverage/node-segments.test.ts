import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nodeSegments } from '../../../server/domain/coverage/node-segments.ts'
import { orientation } from '../../../server/domain/coverage/orientation.ts'
import { VertexTable } from '../../../server/domain/coverage/vertex-table.ts'

// Edits seldom move a border by more than a unit or two: before and after run beside each other all the way.
test('lines that run a unit beside each other are separated, however long', { timeout: 60_000 }, () => {
  const beside = fc.tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -3, max: 3 }))
  fc.assert(
    fc.property(fc.array(beside, { minLength: 2, maxLength: 8 }), (shifts) => {
      const vertices = new VertexTable()
      const from = shifts.map(([shift]) => vertices.add(0, shift))
      const to = shifts.map(([, shift], i) => vertices.add(2000 + 7 * i, 900 + shift))
      const noded = nodeSegments({ vertices, from, to, owner: shifts.map((_, i) => i) })
      const end = (vertex: number) => [vertices.x(vertex), vertices.y(vertex)] as const
      for (let a = 0; a < noded.from.length; a++) {
        for (let b = a + 1; b < noded.from.length; b++) {
          const [p, q, r, s] = [noded.from[a]!, noded.to[a]!, noded.from[b]!, noded.to[b]!].map(end)
          const sides = [orientation(...p!, ...q!, ...r!), orientation(...p!, ...q!, ...s!)]
          const others = [orientation(...r!, ...s!, ...p!), orientation(...r!, ...s!, ...q!)]
          const crosses = sides[0]! * sides[1]! < 0 && others[0]! * others[1]! < 0
          expect(crosses).toBe(false)
        }
      }
    }),
    { numRuns: 300 },
  )
})
