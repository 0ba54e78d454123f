import type { Operation, Place } from '../../../server/domain/coverage/edit/operation.ts'
import type { BorderIndex } from './border-index.ts'

/** The borders that an operation wanted, so that a refused one can be shown where it was wanted. */
export function attemptedBorder(index: BorderIndex, operation: Operation): Place[][] {
  switch (operation.kind) {
    case 'move': {
      const targets = new Map(operation.moves.map(({ from, to }) => [from.join(), to]))
      return operation.moves.flatMap(({ from, to }) =>
        index.neighbours(from).map((beside) => [to, targets.get(beside.join()) ?? beside]),
      )
    }
    case 'insert':
      return [[operation.edge[0], operation.at, operation.edge[1]]]
    case 'remove':
      return operation.vertices.map((place) => {
        const [before, after] = index.neighbours(place)
        return before && after ? [before, after] : []
      })
    case 'split':
    case 'reshape':
    case 'transfer':
      return [operation.line]
    case 'draw':
      return [[...operation.ring, operation.ring[0]!]]
    case 'group':
      return groupBorder(index, operation.operations)
    default:
      return []
  }
}

/** A vertex that was put into an edge and moved at once has the ends of the edge beside it, though the index has it not. */
function groupBorder(index: BorderIndex, operations: readonly Operation[]): Place[][] {
  const inserted = operations.filter((operation) => operation.kind === 'insert')
  return operations.flatMap((operation) => {
    if (operation.kind === 'insert') return []
    if (operation.kind !== 'move') return attemptedBorder(index, operation)
    return operation.moves.flatMap(({ from, to }) => {
      const own = inserted.find(({ at }) => at.join() === from.join())
      return own
        ? [[own.edge[0], to, own.edge[1]]]
        : attemptedBorder(index, { kind: 'move', moves: [{ from, to }] })
    })
  })
}
