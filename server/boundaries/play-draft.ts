import { type Rights } from '../domain/coverage/edit/apply-operation.ts'
import type { Coverage } from '../domain/coverage/edit/coverage.ts'
import type { Operation } from '../domain/coverage/edit/operation.ts'
import { isRefusal, type Refusal } from '../domain/coverage/edit/refusal.ts'
import { replaying } from '../domain/coverage/edit/replay.ts'
import { CodedError } from '../errors.ts'
import { inTurns } from '../turns.ts'
import type { ReleaseCoverage } from './coverage-cache.ts'
import { liveCodes } from './live-areas.ts'

/** What a draft has done: a coverage of its own, and the codes of what was changed on the way. */
export type Played = { coverage: Coverage; touched: Set<string> }

/**
 * What the author of a draft about an area may change: of the areas of its base release those that are live, none that have
 * come since with the release that it is played on, and all that it makes itself.
 */
export function rightsIn(
  base: ReleaseCoverage,
  area: string,
  outer: boolean,
  playedOn: ReleaseCoverage = base,
): Rights {
  const live = new Set(liveCodes(base.coverage, area))
  return { outer, mayChange: (code) => live.has(code) || !(base.facts.has(code) || playedOn.facts.has(code)) }
}

/** Plays operations on a release. Throws operation_refused with { at, refused, codes, place }. */
export async function playDraft(
  base: ReleaseCoverage,
  rights: Rights,
  operations: readonly Operation[],
): Promise<Played> {
  const coverage = base.coverage.fork()
  const played = await inTurns(replaying(coverage, operations, rights))
  if (isRefusal(played)) throw refused(played)
  return { coverage, touched: played.touched }
}

export function refused(details: Refusal & { at: number }): CodedError {
  const { at, refused: why, codes } = details
  const about = codes.length > 0 ? ` (${codes.slice(0, 5).join(', ')})` : ''
  return new CodedError('operation_refused', `Operation ${at + 1} cannot be done: ${why}${about}.`, details)
}
