import type { AreaChange, Change, Coverage } from './coverage.ts'
import { drawArea } from './operations/draw-area.ts'
import { foundArea } from './operations/found-area.ts'
import { insertVertex } from './operations/insert-vertex.ts'
import { mergeAreas } from './operations/merge-areas.ts'
import { moveVertices } from './operations/move-vertices.ts'
import { OUTSIDE, type Operation } from './operation.ts'
import { outlineMoves } from './outline-moves.ts'
import { isRefusal, refuse, type Refusal } from './refusal.ts'
import { removeVertices } from './operations/remove-vertices.ts'
import { reparentArea } from './operations/reparent-area.ts'
import { replaceAreas } from './operations/replace-areas.ts'
import { reshapeEdge } from './operations/reshape-edge.ts'
import { simplifyEdge } from './operations/simplify-edge.ts'
import { splitArea } from './operations/split-area.ts'
import { transferPiece } from './operations/transfer-piece.ts'

/** What whoever changes boundaries may change. */
export type Rights = {
  /** Where the outer boundary of the county runs; borders may end on it without. */
  outer: boolean
  /** Whether an area may change that was there at the beginning; null for all. New ones always may. */
  mayChange: ((code: string) => boolean) | null
}

export const ALL_RIGHTS: Rights = { outer: true, mayChange: null }

/**
 * Does an operation: the coverage is then in the new state, and the change that comes back takes it to the old one by
 * `coverage.revert()`. Or refuses it: then nothing has changed.
 */
export function applyOperation(
  coverage: Coverage,
  operation: Operation,
  rights: Rights = ALL_RIGHTS,
): Change | Refusal {
  if (operation.kind === 'group') return applyGroup(coverage, operation.operations, rights)
  const change = find(coverage, operation)
  if (isRefusal(change)) return change
  const refusal = rightsRefusal(coverage, change, rights) ?? parentRefusal(coverage, change)
  if (refusal) return refusal
  coverage.apply(change)
  return change
}

function find(coverage: Coverage, operation: Exclude<Operation, { kind: 'group' }>): Change | Refusal {
  switch (operation.kind) {
    case 'move':
      return moveVertices(coverage, operation)
    case 'insert':
      return insertVertex(coverage, operation)
    case 'remove':
      return removeVertices(coverage, operation)
    case 'reshape':
      return reshapeEdge(coverage, operation)
    case 'split':
      return splitArea(coverage, operation)
    case 'merge':
      return mergeAreas(coverage, operation)
    case 'transfer':
      return transferPiece(coverage, operation)
    case 'draw':
      return drawArea(coverage, operation)
    case 'found':
      return foundArea(coverage, operation)
    case 'simplify':
      return simplifyEdge(coverage, operation)
    case 'reparent':
      return reparentArea(coverage, operation)
    case 'replace':
      return replaceAreas(coverage, operation)
  }
}

function applyGroup(coverage: Coverage, operations: readonly Operation[], rights: Rights): Change | Refusal {
  const done: Change[] = []
  for (const operation of operations) {
    const change = applyOperation(coverage, operation, rights)
    if (isRefusal(change)) {
      for (const earlier of done.toReversed()) coverage.revert(earlier)
      return change
    }
    done.push(change)
  }
  return done.length === 0 ? refuse('nothing-to-do') : joined(done)
}

/** Changes that follow each other as one. */
export function joined(changes: readonly Change[]): Change {
  const all = new Map<string, AreaChange>()
  for (const change of changes)
    for (const [code, { before, after }] of change)
      all.set(code, { before: all.has(code) ? all.get(code)!.before : before, after })
  for (const [code, { before, after }] of all) if (before === after) all.delete(code)
  return all
}

function rightsRefusal(coverage: Coverage, change: Change, { outer, mayChange }: Rights): Refusal | null {
  for (const [code, { before, after }] of change) {
    if (code === OUTSIDE) {
      if (!outer && outlineMoves(coverage, before!, after!))
        return refuse('outer-boundary', [...change.keys()].filter(Boolean))
    } else if (before && mayChange && !mayChange(code)) {
      const [x, y] = coverage.shapeOf(before)[0]?.[0] ?? []
      return refuse('beyond-draft', [code], x === undefined || y === undefined ? null : [x, y])
    }
  }
  return null
}

/** No area above may be left without any below. */
function parentRefusal(coverage: Coverage, change: Change): Refusal | null {
  const steps = new Map<string, number>()
  const count = (parent: string | null | undefined, step: number): void => {
    if (parent) steps.set(parent, (steps.get(parent) ?? 0) + step)
  }
  for (const { before, after } of change.values()) {
    if (before?.parent === after?.parent) continue
    count(before?.parent, -1)
    count(after?.parent, 1)
  }
  for (const [parent, step] of steps)
    if (step < 0 && coverage.childCount(parent) + step === 0) return refuse('parent-empty', [parent])
  return null
}
