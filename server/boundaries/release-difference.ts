import type { Db } from '../db/connect.ts'
import { diff } from '../domain/coverage/impact/diff.ts'
import { CodedError } from '../errors.ts'
import { hasRelease, readShapesOf, readVersionsAt, type VersionAt } from './release-queries.ts'
import { MOST_COMPARED, type ReleaseDifference } from './release-schema.ts'

/** How a release differs from another one; 0 is nothing at all. Throws unknown_release. */
export async function differenceOf(db: Db, seq: number, against: number): Promise<ReleaseDifference> {
  await requireRelease(db, seq)
  if (against !== 0) await requireRelease(db, against)
  const now = await readVersionsAt(db, seq)
  const then = against === 0 ? [] : await readVersionsAt(db, against)
  const [nowBy, thenBy] = [byCode(now), byCode(then)]
  const areas: ReleaseDifference['areas'] = []
  for (const { code, name, level, versionId } of now) {
    const before = thenBy.get(code)
    if (before?.versionId === versionId) continue
    areas.push({ code, name, level, change: before ? 'changed' : 'added' })
  }
  for (const { code, name, level } of then)
    if (!nowBy.has(code)) areas.push({ code, name, level, change: 'retired' })
  const [old, fresh] = [otherLeaves(then, nowBy), otherLeaves(now, thenBy)]
  const isCompared = against !== 0 && old.length + fresh.length <= MOST_COMPARED
  return {
    release: seq,
    against,
    areas: areas.toSorted((a, b) => (a.code < b.code ? -1 : 1)),
    passages: isCompared ? await passagesBetween(db, old, fresh) : [],
  }
}

/** Throws unknown_release where there is none of this number. */
export async function requireRelease(db: Db, seq: number): Promise<void> {
  if (!(await hasRelease(db, seq))) throw new CodedError('unknown_release', `There is no release ${seq}.`)
}

async function passagesBetween(
  db: Db,
  old: readonly VersionAt[],
  fresh: readonly VersionAt[],
): Promise<ReleaseDifference['passages']> {
  const shapes = await readShapesOf(
    db,
    [...old, ...fresh].map(({ versionId }) => versionId),
  )
  const ground = ({ code, versionId }: VersionAt) => ({ code, shape: shapes.get(versionId)! })
  return diff(old.map(ground), fresh.map(ground))
}

function byCode(versions: readonly VersionAt[]): Map<string, VersionAt> {
  return new Map(versions.map((version) => [version.code, version]))
}

/** The finest areas that the other release does not have as they are. */
function otherLeaves(versions: readonly VersionAt[], other: ReadonlyMap<string, VersionAt>): VersionAt[] {
  return versions.filter(({ code, versionId, isLeaf }) => {
    const same = other.get(code)
    return isLeaf && !(same?.isLeaf && same.versionId === versionId)
  })
}
