import { ALL_RIGHTS, applyOperation } from '../../server/domain/coverage/edit/apply-operation.ts'
import { Coverage, type Member } from '../../server/domain/coverage/edit/coverage.ts'
import type { Place } from '../../server/domain/coverage/edit/operation.ts'
import { isRefusal } from '../../server/domain/coverage/edit/refusal.ts'
import { validateCoverage } from '../../server/domain/coverage/edit/validate-coverage.ts'
import type { AreaInput } from '../../server/areas/publish.ts'
import { createRandom } from '../../server/demo/random.ts'
import { countyOfGrids, largeCoverage } from './coverages.ts'
import { median, milliseconds, quantile, row, seconds, type Row } from './row.ts'

const MOVES = 2000

/** The boundary engine: loading, moving one vertex, and the exact check of all levels. */
export function engineRows(): Row[] {
  const grids = measure(countyOfGrids())
  const large = measure(largeCoverage())
  return [
    row('boundary engine, 5,000 grids: load', milliseconds(grids.load), '≤ 500 ms'),
    row('boundary engine, 5,000 grids: one vertex moved, median / p99', grids.move, '≤ 1 ms'),
    row('boundary engine, 5,000 grids: everything validated', milliseconds(grids.validation), '≤ 200 ms'),
    row(`boundary engine, ${large.size}: load`, seconds(large.load), '≤ 5 s'),
    row(`boundary engine, ${large.size}: one vertex moved, median / p99`, large.move, '≤ 1 ms'),
    row(`boundary engine, ${large.size}: everything validated`, seconds(large.validation)),
  ]
}

function measure(areas: readonly AreaInput[]) {
  const members = toMembers(areas)
  const startedAt = performance.now()
  const coverage = Coverage.of(members)
  const load = performance.now() - startedAt
  const moves = moveVertices(coverage)
  const checkedAt = performance.now()
  const faults = validateCoverage(coverage)
  const validation = performance.now() - checkedAt
  if (faults.length > 0) throw new Error(`The coverage is broken: ${JSON.stringify(faults[0])}`)
  const leaves = members.filter(({ shape }) => shape.length > 0)
  const size = `${leaves.length.toLocaleString('en')} areas with ${(coverage.vertices.size / 1e6).toFixed(1)} million vertices`
  return {
    size,
    load,
    validation,
    move: `${milliseconds(median(moves))} / ${milliseconds(quantile(moves, 0.99))}`,
  }
}

/** Areas that have finer ones below them without their shapes, which are the union of those. */
export function toMembers(areas: readonly AreaInput[]): Member[] {
  const parents = new Set(areas.map(({ parentCode }) => parentCode))
  return areas.map(({ code, level, parentCode, shape }) => ({
    code,
    level,
    parent: parentCode,
    shape: parents.has(code) ? [] : shape,
  }))
}

/** Milliseconds of moves by a metre at most that were done, ascending. */
function moveVertices(coverage: Coverage): number[] {
  const random = createRandom(11)
  const leaves = [...coverage.leaves()].map(({ code }) => code)
  const taken: number[] = []
  while (taken.length < MOVES) {
    const ring = coverage.area(leaves[random.integer(0, leaves.length - 1)]!)!.rings[0]![0]!
    const from = coverage.placeOf(ring[random.integer(0, ring.length - 1)]!)
    const to: Place = [from[0] + random.integer(-100, 100), from[1] + random.integer(-100, 100)]
    const startedAt = performance.now()
    const change = applyOperation(coverage, { kind: 'move', moves: [{ from, to }] }, ALL_RIGHTS)
    const duration = performance.now() - startedAt
    if (!isRefusal(change)) taken.push(duration)
  }
  return taken.sort((a, b) => a - b)
}
