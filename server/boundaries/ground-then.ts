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
  const isAllLive = live.size === [...coverage.leaves()].length
  const areas = await readGroundBeside(db, release, {
    live: [...live].map((code) => facts.get(code)!.versionId),
    // Where all is live there is nowhere else to lie.
    same: idsOf(then.filter((version) => isAllLive || (isAsInBase(version) && live.has(version.code)))),
    other: idsOf(isAllLive ? [] : then.filter((version) => !isAsInBase(version))),
  })
  return { release, areas }
}
