import type { Db } from '../db/connect.ts'
import { readInScope } from '../db/row-scope.ts'
import type { Coverage } from '../domain/coverage/edit/coverage.ts'
import type { Impact } from '../domain/coverage/impact/impact.ts'
import { validating } from '../domain/coverage/edit/validate-coverage.ts'
import type { Rights } from '../domain/coverage/edit/apply-operation.ts'
import { may } from '../domain/permission.ts'
import { CodedError } from '../errors.ts'
import type { CoverageCache, ReleaseCoverage } from './coverage-cache.ts'
import { inTurns } from '../turns.ts'
import { hashImpact } from './hash-impact.ts'
import { playDraft, rightsIn, type Played } from './play-draft.ts'
import { readRoles, readStaleness, type FullDraftRow, type Staleness } from './queries.ts'
import { reckonImpact } from './reckon-impact.ts'

/** A draft that was played on its base release, with what it does. */
export type ReckonedDraft = { base: ReleaseCoverage; played: Played; impact: Impact; hash: string }

/** How many faults are told of. */
const TOLD = 100

/** Plays the operations of a draft that are done, and reckons what they do. */
export async function reckonDraft(
  db: Db,
  coverages: CoverageCache,
  row: FullDraftRow,
  today: string,
): Promise<ReckonedDraft> {
  const base = await coverages.of(row.baseRelease)
  const operations = row.operations.slice(0, row.done)
  const played = await playDraft(base, await authorsRights(db, base, row), operations)
  const impact = await readInScope(db, 'county', (trx) => reckonImpact(trx, base, played, today))
  return { base, played, impact, hash: hashImpact(row.baseRelease, operations, impact) }
}

/** What the author may change, by the roles that they have now: whoever plays the draft does it for them. */
export async function authorsRights(
  db: Db,
  base: ReleaseCoverage,
  row: FullDraftRow,
  playedOn: ReleaseCoverage = base,
): Promise<Rights> {
  return rightsIn(base, row.area, may(await readRoles(db, row.authorId), 'moveOuterBoundary'), playedOn)
}

/** Throws coverage_faulty with { faults } unless the coverage is exact. */
export async function requireExact(coverage: Coverage): Promise<void> {
  const faults = await inTurns(validating(coverage))
  if (faults.length === 0) return
  const [{ kind, codes }] = faults as [(typeof faults)[0]]
  throw new CodedError(
    'coverage_faulty',
    `The areas have ${faults.length} faults, the first of them "${kind}" at ${codes.join(', ')}.`,
    {
      faults: faults
        .slice(0, TOLD)
        .map(({ kind: what, codes: whose, point }) => ({ kind: what, codes: whose, point })),
    },
  )
}

/** Throws draft_stale with { release, author, codes, place } where others have changed areas that the draft changes. */
export async function requireFresh(db: Db, { id }: FullDraftRow): Promise<void> {
  const stale = (await readStaleness(db, id)).get(id)
  if (stale) throw draftStale(stale)
}

export function draftStale(stale: Staleness): CodedError {
  return new CodedError(
    'draft_stale',
    `Release ${stale.release} by "${stale.author}" has changed areas that this draft changes: ${stale.codes.slice(0, 5).join(', ')}. Begin a draft with what can be carried over.`,
    stale,
  )
}
