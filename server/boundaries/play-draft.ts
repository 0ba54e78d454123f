import { type Rights } from '../domain/coverage/edit/apply-operation.ts'
import type { Coverage } from '../domain/coverage/edit/coverage.ts'
import type { Operation } from '../domain/coverage/edit/operation.ts'
import { isRefusal, type Refusal } from '../domain/coverage/edit/refusal.ts'
import { replay } from '../domain/coverage/edit/replay.ts'
import { CodedError } from '../errors.ts'
import type { ReleaseCoverage } from './coverage-cache.ts'
import { liveCodes } from './live-areas.ts'

/** What a draft has done: a coverage of its own, and the codes of what was changed on the way. */
export type Played = { coverage: Coverage; touched: Set<string> }

/** What the author of a draft about an area may change, by its base release. */
export function rightsIn({ coverage }: ReleaseCoverage, area: string, outer: boolean): Rights {
  const live = new Set(liveCodes(coverage, area))
  // What the draft itself has made it may change again.
  return { outer, mayChange: (code) => live.has(code) || coverage.area(code) === null }
}

/**
 * Plays the first `done` operations on a release; the others must be possible behind them. Throws operation_refused with
 * { at, refused, codes, place }.
 */
export function playDraft(
  base: ReleaseCoverage,
  rights: Rights,
  operations: readonly Operation[],
  done: number,
): Played {
  const coverage = base.coverage.fork()
  const played = replay(coverage, operations.slice(0, done), rights)
  if (isRefusal(played)) throw refused(played)
  if (done < operations.length) {
    const undone = replay(coverage.fork(), operations.slice(done), rights)
    if (isRefusal(undone)) throw refused({ ...undone, at: done + undone.at })
  }
  return { coverage, touched: played.touched }
}

export function refused(details: Refusal & { at: number }): CodedError {
  const { at, refused: why, codes } = details
  const about = codes.length > 0 ? ` (${codes.slice(0, 5).join(', ')})` : ''
  return new CodedError('operation_refused', `Operation ${at + 1} cannot be done: ${why}${about}.`, details)
}
