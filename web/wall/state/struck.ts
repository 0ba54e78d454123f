import type { WallPicture } from '../../../server/contract.ts'

/** More at once, as after an import, is no news of single cases. */
const MOST_STRUCK = 40

/** Ids of cases that are new, overdue or supervised in `after` and were not in `before`: they are shown once as news. */
export function struckBetween(before: WallPicture, after: WallPicture): Set<number> {
  const known = new Map(before.points.items.map((point) => [point.id, point]))
  const watched = new Set(before.watch.items.map(({ id }) => id))
  // Where there were too many for the picture, older ones move up.
  const wasCut = before.points.total > before.points.items.length
  const struck = new Set<number>()
  for (const point of after.points.items) {
    const earlier = known.get(point.id)
    const isNew = earlier === undefined && !wasCut
    const isWorse =
      earlier !== undefined &&
      ((point.overdue && !earlier.overdue) || (point.supervised && !earlier.supervised))
    if (isNew || isWorse) struck.add(point.id)
  }
  for (const { id } of after.watch.items) if (!watched.has(id)) struck.add(id)
  for (const { id } of after.emergencies) {
    if (!before.emergencies.some((emergency) => emergency.id === id)) struck.add(id)
  }
  return struck.size > MOST_STRUCK ? new Set() : struck
}
