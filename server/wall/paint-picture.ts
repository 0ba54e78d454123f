import type { AreaNode } from '../areas/area-index.ts'
import { partsLevel } from '../areas/parts-level.ts'
import { quarterOf } from '../domain/quarter.ts'
import { floorTo } from '../domain/time-buckets.ts'
import { summarise } from '../incidents/summary.ts'
import type { WallPicture } from './contract.ts'
import { categoriesOf, countPicture, trendOf } from './count-picture.ts'
import { careOfPicture } from './picture-care.ts'
import { readPictureCases } from './picture-cases.ts'
import { pointsOf } from './picture-points.ts'
import type { PictureSources } from './picture-sources.ts'

/** Reckons all that a wall shows of an area. */
export async function paintPicture(area: AreaNode, sources: PictureSources): Promise<WallPicture> {
  const { snapshot, seq, now, offsetMs } = sources
  const { areas } = snapshot
  const level = partsLevel(area)
  const parts = area.level === level ? [] : areas.within(area, level)
  const moment = { now, midnight: floorTo(now, 'day', offsetMs) }
  const counts = countPicture(snapshot, area, parts, moment)
  const cases = await readPictureCases(area, sources, counts, moment)
  const care = careOfPicture(area, parts, sources)
  const { whole } = care
  const onTimeIn = (window: { from: number; to: number }) =>
    summarise(snapshot, { area, level, categories: null, ...window, now, offsetMs })
  const quarter = quarterOf(now, offsetMs)
  // Up to now: what is due later in the quarter is not late yet.
  const soFar = onTimeIn({ from: quarter.from, to: now })
  const before = onTimeIn(quarterOf(now, offsetMs, -1))
  return {
    at: new Date(now).toISOString(),
    area: area.code,
    level,
    release: areas.release,
    seq,
    figures: {
      ...counts.total,
      reportedUsually: counts.usualByNow,
      endedToday: cases.ended,
      supervised: cases.supervised.size,
      onTime: { quarter: quarter.name, ...onTime(soFar.totals), before: onTime(before.totals) },
      grids: whole.grids,
      staffedGrids: whole.staffedGrids,
      staffedBefore: whole.staffedBefore,
      operators: whole.operators,
      onDuty: whole.onDuty,
    },
    trend: trendOf(counts, moment),
    categories: categoriesOf(snapshot.categories, counts),
    watch: { overdue: counts.total.overdue, supervised: cases.supervised.size, items: cases.watched },
    emergencies: cases.emergencies,
    feed: cases.feed,
    parts: parts.map((part, i) => ({
      code: part.code,
      ...counts.byPart[i]!,
      onTime: onTime(soFar.byArea[i]!.totals),
      ...care.parts[i]!,
    })),
    notLocated: counts.notLocated,
    gaps: care.gaps,
    points: pointsOf(snapshot, counts, cases.supervised, now),
    onDuty: care.onDuty,
  }
}

function onTime({ due, dueOnTime }: { due: number; dueOnTime: number }): {
  numerator: number
  denominator: number
} {
  return { numerator: dueOnTime, denominator: due }
}
