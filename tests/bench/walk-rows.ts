import { publishRelease, type AreaInput, type Release } from '../../server/areas/publish.ts'
import { readCurrentAreas, type CurrentArea } from '../../server/areas/queries.ts'
import type { Db } from '../../server/db/connect.ts'
import { applyOperation } from '../../server/domain/coverage/edit/apply-operation.ts'
import { Coverage } from '../../server/domain/coverage/edit/coverage.ts'
import { dissolve } from '../../server/domain/coverage/dissolve.ts'
import { areaShapes } from '../../server/domain/coverage/edit/level-shapes.ts'
import { isRefusal } from '../../server/domain/coverage/edit/refusal.ts'
import { validateCoverage } from '../../server/domain/coverage/edit/validate-coverage.ts'
import { finish } from '../../server/domain/steps.ts'
import { importAreas } from '../../server/imports/areas/import-areas.ts'
import { say } from '../../server/say.ts'
import { coverageInPostgis } from '../support/coverage-in-postgis.ts'
import { releaseInPostgis } from '../support/release-in-postgis.ts'
import { toMembers } from './engine-rows.ts'
import { randomWalk } from './random-walk.ts'
import { median, milliseconds, once, quantile, row, seconds, type Row } from './row.ts'

const OPERATIONS = 10_000
const CHECK_EVERY = 1000

/**
 * A random walk of 10,000 operations that are done over a real file of areas, which the environment variable BENCH_AREAS
 * names (GeoJSON); exact at every thousandth step, and at the end to PostGIS as well.
 */
export async function walkRows(db: Db): Promise<Row[]> {
  const file = process.env['BENCH_AREAS']
  if (!file) {
    say('BENCH_AREAS names no file of areas: the walk is left out.')
    return []
  }
  await importAreas(
    db,
    {
      file,
      level: 'village',
      codeField: null,
      nameField: null,
      parentField: null,
      county: { code: 'walk', name: 'walk' },
      crs: 'EPSG:4326',
      repairMetres: 5,
      acceptParents: true,
      dryRun: false,
      reportFile: null,
    },
    say,
  )
  const areas = await readCurrentAreas(db)
  const codeOf = new Map(areas.map(({ id, code }) => [id, code]))
  const coverage = Coverage.of(
    toMembers(
      areas.map((area) => ({ ...area, parentCode: (area.parentId && codeOf.get(area.parentId)!) || null })),
    ),
  )
  const next = randomWalk(coverage, 4)
  const done = new Map<string, number>()
  const taken: number[] = []
  let refused = 0
  const startedAt = performance.now()
  while (taken.length < OPERATIONS) {
    const operation = next()
    const begunAt = performance.now()
    const change = applyOperation(coverage, operation)
    if (isRefusal(change)) {
      refused += 1
      continue
    }
    taken.push(performance.now() - begunAt)
    done.set(operation.kind, (done.get(operation.kind) ?? 0) + 1)
    if (taken.length % CHECK_EVERY > 0) continue
    const [fault] = validateCoverage(coverage)
    if (fault) throw new Error(`After ${taken.length} operations: ${JSON.stringify(fault)}`)
  }
  const walked = performance.now() - startedAt
  const seen = await coverageInPostgis(db, coverage)
  const publish = await once(() => publishRelease(db, releaseOf(coverage, areas)))
  const stored = await releaseInPostgis(db)
  taken.sort((a, b) => a - b)
  const leaves = [...coverage.leaves()].length
  const kinds = [...done].map(([kind, count]) => `${count} ${kind}`).join(', ')
  return [
    row(
      `${OPERATIONS.toLocaleString('en')} random operations on ${areas.length - 1} real areas (${kinds}; ${refused} refused)`,
      `${seconds(walked)}; each ${milliseconds(median(taken))} / p99 ${milliseconds(quantile(taken, 0.99))}`,
      'exact, to PostGIS too',
      `${leaves} areas, PostGIS: ${JSON.stringify(seen)}`,
    ),
    row('the same published', seconds(publish), '≤ 10 s', `as stored, PostGIS: ${JSON.stringify(stored)}`),
  ]
}

/** What a walk made of the areas, as a release. */
function releaseOf(coverage: Coverage, before: readonly CurrentArea[]): Release {
  const known = new Map(before.map((area) => [area.code, area]))
  const codes = new Set([...coverage.areas()].map(({ code }) => code))
  const areas = finish(areaShapes(coverage, codes)).map(({ code, level, parent, shape }): AreaInput => {
    const { name = code, nameEn = null, kind = 'general' as const } = known.get(code) ?? {}
    const people = { households: null, population: null }
    return { code, level, parentCode: parent, name, nameEn, kind, ...people, shape: dissolve([shape]) }
  })
  const retire = before.filter(({ code }) => !codes.has(code)).map(({ code }) => code)
  return { author: 'bench', note: 'a random walk', areas, retire }
}
