import type { Db } from '../db/connect.ts'
import { applyOperation, type Rights } from '../domain/coverage/edit/apply-operation.ts'
import type { Coverage } from '../domain/coverage/edit/coverage.ts'
import type { Operation } from '../domain/coverage/edit/operation.ts'
import { isRefusal } from '../domain/coverage/edit/refusal.ts'
import type { Steps } from '../domain/steps.ts'
import { CodedError } from '../errors.ts'
import { inTurns } from '../turns.ts'
import type { ReleaseCoverage } from './coverage-cache.ts'
import { knownDraft } from './draft.ts'
import { newCodes } from './new-codes.ts'
import { readDraft, readKnownCodes } from './queries.ts'

/**
 * The operations of a draft about an area that can be done on another release too, in their order. What was built upon one
 * that cannot goes with it. Throws unknown_draft, or invalid_input where the draft is about another area.
 */
export async function carriedOver(
  db: Db,
  base: ReleaseCoverage,
  rights: Rights,
  { area, draft }: { area: string; draft: number },
): Promise<Operation[]> {
  const row = knownDraft(draft, await readDraft(db, draft))
  if (row.area !== area)
    throw new CodedError('invalid_input', `Draft ${draft} is about "${row.area}", not about "${area}".`)
  const operations = row.operations.slice(0, row.done)
  const known = await readKnownCodes(db, operations.flatMap(newCodes))
  const taken = new Set(known.filter((code) => !base.facts.has(code)))
  const free = operations.filter((operation) => !newCodes(operation).some((code) => taken.has(code)))
  return inTurns(fitting(base.coverage.fork(), free, rights))
}

function* fitting(coverage: Coverage, operations: readonly Operation[], rights: Rights): Steps<Operation[]> {
  const found: Operation[] = []
  for (const operation of operations) {
    if (!isRefusal(applyOperation(coverage, operation, rights))) found.push(operation)
    yield
  }
  return found
}
