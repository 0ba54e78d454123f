import type { Db } from '../db/connect.ts'
import type { ReleaseCoverage } from './coverage-cache.ts'
import { liveCodes } from './live-areas.ts'
import { readGroundBeside, readVersionsAt, type VersionAt } from './release-queries.ts'
import type { GroundThen } from './release-schema.ts'

/**
 * What a release had on the ground that a draft about `area` may change: live areas that are the same, and of those that
 * differ from the base all that meet live ground, be it in a point: what the draft takes from outside the county may have
 * been theirs. The release must be known.
 */
export async function groundThen(
  db: Db,
  { coverage, facts }: ReleaseCoverage,
  area: string,
  release: number,
): Promise<GroundThen> {
  const live = new Set(liveCodes(coverage, area))
  const isAsInBase = ({ code, versionId }: VersionAt): boolean =>
    facts.get(code)?.versionId === versionId && coverage.area(code)!.rings.length > 0
  const then = (await readVersionsAt(db, release)).filter(({ isLeaf }) => isLeaf)
  const idsOf = (versions: readonly VersionAt[]) => versions.map(({ versionId }) => versionId)
  const same = then.filter((version) => isAsInBase(version) && live.has(version.code))
  const other = then.filter((version) => !isAsInBase(version))
  const liveIds = [...live].map((code) => facts.get(code)!.versionId)
  return { release, areas: await readGroundBeside(db, liveIds, idsOf(same), idsOf(other)) }
}
