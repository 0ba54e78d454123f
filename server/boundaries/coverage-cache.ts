import { readAreasAt, type AreaAt } from '../areas/areas-at.ts'
import type { Db } from '../db/connect.ts'
import { Coverage } from '../domain/coverage/edit/coverage.ts'

/** An area of a release without its boundary, which is in the coverage. */
export type AreaFacts = Omit<AreaAt, 'shape'>

/** The areas of one release, ready to be changed: whoever changes takes a `fork()`. */
export type ReleaseCoverage = {
  release: number
  coverage: Coverage
  facts: ReadonlyMap<string, AreaFacts>
}

/** A coverage of a large county takes hundreds of megabytes. */
const KEPT = 2

/** Forks share their vertices with what they come from: after so many more than there were, all is loaded anew. */
const MOST_GROWTH = 200_000

type Kept = { loading: Promise<ReleaseCoverage>; loaded: { coverage: Coverage; vertices: number } | null }

/** Coverages of the releases that were asked for last. */
export class CoverageCache {
  readonly #db: Db
  readonly #kept = new Map<number, Kept>()

  constructor(db: Db) {
    this.#db = db
  }

  /** The coverage of a release. Callers share one loading. Not to be asked within a transaction: it reads beside it. */
  of(release: number): Promise<ReleaseCoverage> {
    let kept = this.#kept.get(release)
    if (kept === undefined || hasGrown(kept)) kept = this.#load(release)
    this.#kept.delete(release)
    this.#kept.set(release, kept)
    for (const oldest of this.#kept.keys()) if (this.#kept.size > KEPT) this.#kept.delete(oldest)
    return kept.loading
  }

  #load(release: number): Kept {
    const kept: Kept = { loading: loadCoverage(this.#db, release), loaded: null }
    kept.loading.then(
      ({ coverage }) => (kept.loaded = { coverage, vertices: coverage.vertices.size }),
      () => this.#kept.delete(release),
    )
    return kept
  }
}

function hasGrown({ loaded }: Kept): boolean {
  return loaded !== null && loaded.coverage.vertices.size > loaded.vertices + MOST_GROWTH
}

/** The areas of a release, read now. */
export async function loadCoverage(db: Db, release: number): Promise<ReleaseCoverage> {
  const areas = await readAreasAt(db, release)
  const parents = new Set(areas.map(({ parentCode }) => parentCode))
  const coverage = Coverage.of(
    areas.map(({ code, level, parentCode, shape }) => ({
      code,
      level,
      parent: parentCode,
      shape: parents.has(code) ? [] : shape,
    })),
  )
  const facts = new Map(areas.map(({ shape: _, ...area }) => [area.code, area]))
  return { release, coverage, facts }
}
