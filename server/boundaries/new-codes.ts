import type { Operation } from '../domain/coverage/edit/operation.ts'

/** The codes that an operation gives to new areas. Areas that are put back keep theirs. */
export function newCodes(operation: Operation): string[] {
  switch (operation.kind) {
    case 'split':
    case 'draw':
    case 'found':
      return [operation.code]
    case 'group':
      return operation.operations.flatMap(newCodes)
    default:
      return []
  }
}
