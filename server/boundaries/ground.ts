import { readInViewersScope } from '../accounts/scope.ts'
import type { Viewer } from '../accounts/viewer.ts'
import type { AreaIndex } from '../areas/area-index.ts'
import type { Db } from '../db/connect.ts'
import type { Shape } from '../domain/coverage/shape.ts'
import { addressesInside } from './addresses.ts'
import type { DraftArea, DraftGround } from './draft-schema.ts'
import type { ReleaseCoverage } from './coverage-cache.ts'
import { freeCodes } from './free-codes.ts'
import {
  readAnsweredOn,
  readIncidentsInside,
  readOperatorsOn,
  readTakenCodes,
  type PlacedIncident,
} from './ground-queries.ts'
import { insideShapes } from './inside-shapes.ts'
import { aboveAndBeside, liveCodes, withTouching } from './live-areas.ts'

type About = { draft: number; area: string; outer: boolean; today: string }
type Who = { viewer: Viewer; areas: AreaIndex }

/** What a draft begins from, as the studio needs it. */
export async function groundOfDraft(
  db: Db,
  who: Who,
  base: ReleaseCoverage,
  { draft, area, outer, today }: About,
): Promise<DraftGround> {
  const { coverage, facts } = base
  const live = liveCodes(coverage, area)
  const shown = withTouching(coverage, live)
  const above = aboveAndBeside(coverage, shown)
  const shapes = live.map((code) => coverage.shapeOf(coverage.area(code)!))
  const ids = [...shown].map((code) => facts.get(code)!.id)
  const operators = await readOperatorsOn(db, ids, today)
  const answered = await readAnsweredOn(db, ids, today)
  const incidents = await readInViewersScope(db, who, (trx) => incidentsInside(trx, shapes))
  const toArea = (code: string): DraftArea => {
    const { id, versionId: _, cellCount: _cells, parentCode, ...fact } = facts.get(code)!
    const shape = shown.has(code) ? coverage.shapeOf(coverage.area(code)!) : []
    return {
      ...fact,
      parent: parentCode,
      operators: operators.get(id) ?? [],
      answered: answered.has(id),
      shape,
    }
  }
  return {
    release: base.release,
    live,
    outer,
    areas: [...shown, ...above].toSorted().map(toArea),
    incidents: {
      x: incidents.map(({ x }) => x),
      y: incidents.map(({ y }) => y),
      open: incidents.map(({ open }) => Number(open)),
      year: incidents.map(({ year }) => Number(year)),
    },
    addresses: await addressesInside(db, shapes),
    freeCodes: codesToCome(base, live, await readTakenCodes(db, draft)),
  }
}

/** Those of the incidents that lie in one of the shapes. */
export async function incidentsInside(trx: Db, shapes: readonly Shape[]): Promise<PlacedIncident[]> {
  return insideShapes(shapes, (bounds) => readIncidentsInside(trx, bounds))
}

/** By parent: for the parents of areas that may be split, and for villages that get their first grids. */
function codesToCome(
  { coverage, facts }: ReleaseCoverage,
  live: readonly string[],
  taken: ReadonlySet<string>,
): Record<string, string[]> {
  const parents = new Set<string>()
  for (const code of live) {
    const { level, parent } = coverage.area(code)!
    if (parent !== null) parents.add(parent)
    if (level !== 'grid') parents.add(code)
  }
  return Object.fromEntries(
    [...parents].map((parent) => [
      parent,
      freeCodes(parent, facts.get(parent)!.level, (code) => taken.has(code)),
    ]),
  )
}
