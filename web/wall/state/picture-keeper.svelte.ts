import type { LiveStep, WallPicture } from '../../../server/contract.ts'
import type { AreaTree } from '../../state/area-tree.ts'
import { askPicture } from './ask-picture.ts'
import { Asking } from './asking.ts'
import { mergeSteps, type PlacedStep } from './merge-steps.ts'
import type { ServerClock } from './server-clock.ts'

const PACE = { everyMs: 30_000, restMs: 5000, limitMs: 15_000 }

/** Steps that may be newer than the next picture. */
const MOST_RECENT = 500

/** How long steps are gathered before they are drawn: a burst is one drawing. */
const GATHER_MS = 60

type Surroundings = {
  tree: () => AreaTree | null
  /** Hears of every picture, the one before beside it: null for the first. */
  changed: (before: WallPicture | null, after: WallPicture) => void
  /** Hears of every question that had no good answer. */
  refused: (error: unknown) => void
}

/** The last picture of an area, with what the stream told since merged in; the last one stays when nothing comes. */
export class PictureKeeper {
  picture = $state.raw<WallPicture | null>(null)
  /** When what is shown was reckoned, by the server's clock, milliseconds. */
  at = $state<number | null>(null)
  readonly #clock: ServerClock
  readonly #on: Surroundings
  readonly #asking = new Asking((signal) => this.#ask(signal), PACE)
  #area: string | null = null
  #etag: string | null = null
  #reckoned: WallPicture | null = null
  #recent: PlacedStep[] = []
  #gathering: ReturnType<typeof setTimeout> | undefined

  constructor(clock: ServerClock, on: Surroundings) {
    this.#clock = clock
    this.#on = on
  }

  /** Keeps the picture of an area (its code) from now on. */
  follow(area: string): void {
    if (area === this.#area) return
    this.forget()
    this.#area = area
    this.#asking.begin()
  }

  /** Ends it, and keeps nothing. */
  forget(): void {
    this.#asking.stop()
    clearTimeout(this.#gathering)
    this.#gathering = undefined
    this.#area = null
    this.#etag = null
    this.#reckoned = null
    this.#recent = []
    this.picture = null
    this.at = null
  }

  /** Something happened that only a new picture shows. */
  readonly tell = (): void => {
    if (this.#area !== null) this.#asking.tell()
  }

  step(step: LiveStep): void {
    this.#take({ seq: step.seq, id: step.id, step, grid: this.#on.tree()?.byId(step.area)?.code ?? null })
  }

  gone(seq: number, id: number): void {
    this.#take({ seq, id, step: null, grid: null })
  }

  #take(placed: PlacedStep): void {
    if (this.#area === null) return
    this.#recent.push(placed)
    if (this.#recent.length > MOST_RECENT) this.#recent = this.#recent.slice(-MOST_RECENT)
    this.tell()
    // Not once a frame: nobody is told of frames where the screen is hidden.
    this.#gathering ??= setTimeout(() => {
      this.#gathering = undefined
      this.#merge()
    }, GATHER_MS)
  }

  async #ask(signal: AbortSignal): Promise<void> {
    const askedAt = this.#clock.running()
    try {
      const answer = await askPicture(this.#area, this.#etag, signal)
      // Nothing else was reckoned since.
      if (answer === null) return
      const { picture, etag } = answer
      this.#clock.measure(picture.at, askedAt, this.#clock.running())
      this.#etag = etag
      this.#reckoned = picture
      this.at = Date.parse(picture.at)
      this.#recent = this.#recent.filter(({ seq }) => seq > picture.seq)
      this.#merge()
    } catch (error) {
      this.#on.refused(error)
      throw error
    }
  }

  #merge(): void {
    const reckoned = this.#reckoned
    if (reckoned === null) return
    const tree = this.#on.tree()
    const place = tree?.byCode(reckoned.area) ?? null
    const inside = this.#recent.filter(
      ({ step }) => step === null || isInside(tree, place?.id ?? null, step.area),
    )
    const before = this.picture
    const after = mergeSteps(reckoned, inside, this.#clock.now())
    this.picture = after
    this.#on.changed(before, after)
  }
}

/** Whether a grid (its id; 0: not located) is in an area. What is not located belongs to the county. */
function isInside(tree: AreaTree | null, area: number | null, grid: number): boolean {
  if (tree === null || area === null) return false
  if (tree.root?.id === area) return true
  const found = tree.byId(grid)
  return found !== null && tree.path(found).some(({ id }) => id === area)
}
