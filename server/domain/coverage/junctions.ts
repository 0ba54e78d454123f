import { boundaryEdges } from './boundary-edges.ts'
import type { Shape } from './shape.ts'

const NONE = -1

/**
 * Where more than two edges of a coverage meet, as a question about a vertex. Between two such places a border is a
 * chain that exactly the same areas share.
 */
export function junctions(shapes: readonly Shape[]): (x: number, y: number) => boolean {
  const { vertices, from, to } = boundaryEdges(shapes)
  const first = new Int32Array(vertices.size).fill(NONE)
  const second = new Int32Array(vertices.size).fill(NONE)
  const isJunction = new Uint8Array(vertices.size)
  const meet = (vertex: number, other: number): void => {
    if (first[vertex] === other || second[vertex] === other) return
    if (first[vertex] === NONE) first[vertex] = other
    else if (second[vertex] === NONE) second[vertex] = other
    else isJunction[vertex] = 1
  }
  for (let edge = 0; edge < from.length; edge += 1) {
    meet(from[edge]!, to[edge]!)
    meet(to[edge]!, from[edge]!)
  }
  return (x, y) => {
    const vertex = vertices.find(x, y)
    return vertex !== NONE && isJunction[vertex] === 1
  }
}
