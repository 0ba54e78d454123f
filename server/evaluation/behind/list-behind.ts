import type { AreaIndex } from '../../areas/area-index.ts'
import { readInViewersScope, rootsOf } from '../../accounts/scope.ts'
import type { Viewer } from '../../accounts/viewer.ts'
import type { Db } from '../../db/connect.ts'
import type { CountedName, Counts } from '../../domain/evaluation/counts.ts'
import type { CardLevel } from '../../domain/evaluation/indicators.ts'
import { textToCounts } from '../closing/counts-text.ts'
import { frozenIncidents } from '../closing/freeze.ts'
import { readFrozenIncidents } from '../closing/frozen-queries.ts'
import type { FrozenIncident } from '../closing/proof.ts'
import type { CountedIncidents } from '../contract.ts'
import { standsIn, type QuarterView } from '../quarter-view.ts'
import type { ReckoningCache } from '../reckoning-cache.ts'
import { readTold, readVisible } from './behind-queries.ts'

export type Part = 'numerator' | 'denominator' | 'rest'

export type BehindQuestion = {
  level: CardLevel | 'county'
  code: string
  indicator: CountedName
  part: Part
  limit: number
  /** The last id of the page before. */
  after: number
}

type Dependencies = { db: Db; reckonings: ReckoningCache; index: AreaIndex; viewer: Viewer }

/** The incidents behind a number, a page of those that the viewer sees, and the sums over all of these. */
export async function listBehind(
  view: QuarterView,
  { level, code, indicator, part, limit, after }: BehindQuestion,
  { db, reckonings, index, viewer }: Dependencies,
): Promise<CountedIncidents> {
  const all = await incidentsOf(view, indicator, { db, reckonings, viewer, index })
  const parents = await view.parents()
  const found = all.flatMap((incident) => {
    const isThere =
      level === 'county' ||
      (level === 'unit' ? incident.unit === code : standsIn(incident.area, code, parents))
    if (!isThere || !incident.counts.includes(`${indicator} `)) return []
    const counts = textToCounts(incident.counts)[indicator]
    return counts && isIn(counts, part) ? [{ ...incident, ...counts }] : []
  })
  return readInViewersScope(db, { viewer, areas: index }, async (trx) => {
    const visible = await readVisible(
      trx,
      found.map(({ id }) => id),
    )
    // Whoever sees the county sees of one that is no more that it counted; nobody else could say whose it was.
    const seesAll = rootsOf(viewer, index) === null
    const seen = seesAll ? found : found.filter(({ id }) => visible.has(id))
    const page = seen.filter(({ id }) => id > after).slice(0, limit)
    const told = await readTold(
      trx,
      page.map(({ id }) => id),
    )
    const last = page.at(-1)
    return {
      total: seen.length,
      numerator: seen.reduce((sum, { numerator }) => sum + numerator, 0),
      denominator: seen.reduce((sum, { denominator }) => sum + denominator, 0),
      items: page.map(({ id, number, area, unit, numerator, denominator }) => ({
        id: visible.has(id) ? id : null,
        number,
        ...(told.get(id) ?? GONE),
        area,
        unit,
        numerator,
        denominator,
      })),
      nextCursor: last !== undefined && last.id < (seen.at(-1)?.id ?? 0) ? String(last.id) : null,
    }
  })
}

const GONE = { title: null, category: null, state: null, occurredAt: null, dueAt: null, closedAt: null }

async function incidentsOf(
  { quarter, closing }: QuarterView,
  indicator: CountedName,
  { db, reckonings, viewer, index }: Dependencies,
): Promise<readonly FrozenIncident[]> {
  if (closing === null) return frozenIncidents(await reckonings.get(quarter, Date.now()))
  return readInViewersScope(db, { viewer, areas: index }, (trx) =>
    readFrozenIncidents(trx, quarter.name, indicator),
  )
}

function isIn({ numerator, denominator }: Counts, part: Part): boolean {
  if (part === 'rest') return numerator < denominator
  return part === 'numerator' ? numerator > 0 : denominator > 0
}
