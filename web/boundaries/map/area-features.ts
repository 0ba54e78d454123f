import type { Feature } from 'geojson'
import type { Coverage, CoverageArea } from '../../../server/domain/coverage/edit/coverage.ts'
import { labelPoint } from '../../../server/domain/coverage/label-point.ts'
import { knownShape } from '../geometry/area-at.ts'
import { feature, multiPolygon, point } from '../geometry/geojson.ts'
import { shortNames, type Named } from '../short-name.ts'

/** What a source must take in and leave out so that it shows a state of the areas. */
export type FeatureChange = { add: Feature[]; remove: number[] }

/** The areas that a source shows, by number: areas have codes, features have numbers. */
export class DrawnAreas {
  readonly #drawn = new Map<string, CoverageArea>()
  readonly #numbers = new Map<string, number>()

  numberOf(code: string): number {
    const known = this.#numbers.get(code)
    if (known !== undefined) return known
    this.#numbers.set(code, this.#numbers.size + 1)
    return this.#numbers.size
  }

  /** Codes of the areas that are drawn. */
  get codes(): Iterable<string> {
    return this.#drawn.keys()
  }

  /** What has changed since the last call. Areas are never changed in place, so looking at which they are is enough. */
  changeTo(coverage: Coverage): FeatureChange {
    const change: FeatureChange = { add: [], remove: [] }
    const gone = new Set(this.#drawn.keys())
    for (const leaf of coverage.leaves()) {
      gone.delete(leaf.code)
      if (this.#drawn.get(leaf.code) === leaf) continue
      this.#drawn.set(leaf.code, leaf)
      const { shape } = knownShape(coverage, leaf)
      change.add.push(feature(multiPolygon(shape), { code: leaf.code }, this.numberOf(leaf.code)))
    }
    for (const code of gone) {
      this.#drawn.delete(code)
      change.remove.push(this.numberOf(code))
    }
    return change
  }

  /** Nothing is drawn any more: the source is a new one. */
  forget(): void {
    this.#drawn.clear()
  }
}

const labels = new WeakMap<CoverageArea, Feature>()

/** The short name of each area that is shown, in both languages, at a place well inside it. */
export function labelFeatures(
  coverage: Coverage,
  known: ReadonlyMap<string, Named>,
  isShown = (_: CoverageArea): boolean => true,
): Feature[] {
  return [...coverage.leaves()].filter(isShown).map((leaf) => {
    let label = labels.get(leaf)
    if (!label) {
      const place = labelPoint(knownShape(coverage, leaf).shape)
      label = feature(point(place), { level: leaf.level, ...shortNames(leaf.code, known.get(leaf.code)) })
      labels.set(leaf, label)
    }
    return label
  })
}

/** Names on the map while a swipe parts it at a meridian (degrees): those of before west of it, those of now east. */
export function labelsAcross(
  before: readonly Feature[],
  now: readonly Feature[],
  meridian: number,
): Feature[] {
  const isWest = ({ geometry }: Feature): boolean =>
    geometry.type === 'Point' && geometry.coordinates[0]! < meridian
  return [...before.filter(isWest), ...now.filter((label) => !isWest(label))]
}
