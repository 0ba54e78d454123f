import type { Feature, FeatureCollection } from 'geojson'
import type { GroundThen, ReleaseItem } from '../../../server/contract.ts'
import { labelPoint } from '../../../server/domain/coverage/label-point.ts'
import type { Ground, Passage } from '../../../server/domain/coverage/impact/diff.ts'
import { OUTSIDE } from '../../../server/domain/coverage/edit/operation.ts'
import type { Level } from '../../../server/domain/level.ts'
import type { Shape } from '../../../server/domain/coverage/shape.ts'
import { getJson, withQuery } from '../../api.ts'
import { Resource } from '../../state/resource.svelte.ts'
import { knownShape } from '../geometry/area-at.ts'
import { collection, feature, multiPolygon, NOTHING, point } from '../geometry/geojson.ts'
import { labelFeatures } from '../map/area-features.ts'
import type { Workbench } from '../studio/workbench.svelte.ts'
import { shortNames } from '../short-name.ts'
import { PassagesSince } from './passages-since.ts'

const NONE: readonly Shape[] = []

/** What another release had on the ground of the draft, and what passed since. */
type Then = {
  release: number
  grounds: readonly (Ground & { level: Level; name: string })[]
  since: PassagesSince
}

/** How the draft is shown beside what it begins from, or beside another release. */
export class CompareState {
  /** Ground that changes hands is coloured. */
  shows = $state(false)
  /** Where the sides meet, from 0 at the left of the map to 1; null: not side by side. */
  swipe = $state<number | null>(null)
  /** Another release than the one that the draft begins from counts only while somebody looks at the comparison. */
  isOpen = $state(false)
  /** The number of the release that was chosen; null: the one that the draft begins from. */
  chosen = $state<number | null>(null)
  /** The number of a release that could not be read: the comparison is with the base again. */
  failed = $state<number | null>(null)
  readonly releases = new Resource<{ items: ReleaseItem[] }>()
  readonly #ground = new Resource<Then>()
  readonly #bench: Workbench
  readonly #draft: number

  constructor(bench: Workbench, draft: number) {
    this.#bench = bench
    this.#draft = draft
  }

  get base(): number {
    return this.#bench.edit.ground.release
  }

  get loading(): boolean {
    return this.#ground.loading
  }

  readonly #then: Then | null = $derived.by(() => {
    const ground = this.#ground.value
    return this.isOpen && ground !== null && ground.release === this.chosen ? ground : null
  })
  /** The release that the draft is compared with now: while another is read, it is the base. */
  readonly against: number = $derived(this.#then?.release ?? this.base)

  async readReleases(): Promise<void> {
    await this.releases.load((signal) =>
      getJson<{ items: ReleaseItem[] }>('/api/boundaries/releases', signal),
    )
  }

  /** Compares with a release from now on; with the base where that cannot be read. */
  async compareWith(release: number): Promise<void> {
    this.failed = null
    this.chosen = release === this.base ? null : release
    this.#ground.stop()
    if (this.chosen === null || this.#ground.value?.release === release) return
    const url = withQuery(`/api/boundaries/drafts/${this.#draft}/ground-then`, { release })
    const ground = await this.#ground.load(async (signal) => {
      const { areas } = await getJson<GroundThen>(url, signal)
      const grounds = areas.map(({ shape, ...area }) => ({ ...area, shape: shape as Shape }))
      return { release, grounds, since: new PassagesSince(grounds) }
    })
    if (ground !== null || this.chosen !== release || this.#ground.loading) return
    this.failed = release
    this.chosen = null
  }

  stop(): void {
    this.releases.stop()
    this.#ground.stop()
  }

  /** The boundaries that the draft is compared with, on its ground. */
  readonly shapes: readonly Shape[] = $derived.by(() => {
    if (this.#then) return this.#then.grounds.map(({ shape }) => shape)
    const { base, live } = this.#bench.edit
    return [...base.leaves()].flatMap((leaf) => (live.has(leaf.code) ? [knownShape(base, leaf).shape] : []))
  })

  /** Their names for the map, and those of the areas around that are the same. */
  readonly labels: Feature[] = $derived.by(() => {
    const { edit, known } = this.#bench
    const { base, live } = edit
    const then = this.#then
    if (!then) return labelFeatures(base, known)
    const codes = new Set(then.grounds.map(({ code }) => code))
    return [
      ...then.grounds.map(({ code, level, name, shape }) =>
        feature(point(labelPoint(shape)), { level, ...shortNames(code, { level, name, nameEn: null }) }),
      ),
      ...labelFeatures(base, known, ({ code }) => !live.has(code) && !codes.has(code)),
    ]
  })

  readonly #isHeld = $derived.by(() => this.#bench.hand.held !== null)
  readonly #givenUp: readonly Shape[] = $derived.by(() => {
    const given = this.#bench.impact.value.passages.filter(({ to }) => to === OUTSIDE)
    return given.length > 0 ? given.map(({ shape }) => shape) : NONE
  })
  /** What was found last stays for as long as a vertex is dragged. */
  #last: { since: PassagesSince; found: Passage[] | null } | null = null

  /** Ground that changes hands, with what was tried out; null: too much to be told of. */
  readonly passages: readonly Passage[] | null = $derived.by(() => {
    const since = this.#then?.since
    if (!since) return this.#bench.impact.value.passages
    const { edit } = this.#bench
    if (this.#isHeld && this.#last?.since === since) return this.#last.found
    void edit.version
    const now = [...edit.coverage.leaves()]
      .filter(({ code }) => edit.isLive(code))
      .map((leaf) => ({ code: leaf.code, shape: knownShape(edit.coverage, leaf).shape }))
    this.#last = { since, found: since.to(now, this.#givenUp) }
    return this.#last.found
  })

  /** What the selected areas gain and lose; all that changes hands when none is selected. */
  readonly coloured: FeatureCollection = $derived.by(() => {
    if (!this.shows) return NOTHING
    const { selected } = this.#bench
    return collection(
      (this.passages ?? []).flatMap(({ from, to, shape }) => {
        const isLost = to === OUTSIDE || (selected.has(from) && !selected.has(to))
        if (selected.size > 0 && !selected.has(from) && !selected.has(to)) return []
        return [feature(multiPolygon(shape), { kind: isLost ? 'lost' : 'gained' })]
      }),
    )
  })
}
