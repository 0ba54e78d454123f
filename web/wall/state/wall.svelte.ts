import { createContext } from 'svelte'
import type { WallPicture, WallPlan } from '../../../server/contract.ts'
import type { Scene } from '../../../server/domain/wall/scene.ts'
import { ApiError, getJson, withQuery } from '../../api.ts'
import { LiveConnection, type LiveMessage } from '../../live/connection.ts'
import { useCountyData, type CountyData } from '../../state/county-data.svelte.ts'
import { useLocale, type Language, type Locale } from '../../state/locale.svelte.ts'
import { PairingState } from '../pair/pairing-state.svelte.ts'
import { soundAlarm } from './alarm.ts'
import { Asking } from './asking.ts'
import { shiftAt } from './burn-in.ts'
import { heardOf } from './heard.ts'
import { NightReload } from './night-reload.ts'
import { PictureKeeper } from './picture-keeper.svelte.ts'
import { ServerClock } from './server-clock.ts'
import { Stage, type Emergency } from './stage.ts'
import { struckBetween } from './struck.ts'
import { isSameTurn, turnOf, type Turn } from './turn.ts'

/** How long a case is shown as news. */
const STRUCK_MS = 6000

const PLAN_PACE = { everyMs: 240_000, restMs: 2000, limitMs: 10_000 }

export type Preview = Pick<WallPlan, 'area' | 'language' | 'theme'> & { scenes: readonly Scene[] }

type Options = {
  /** Scenes shown without a plan, as an editor does: no sound, no pairing, no loading anew. */
  preview?: Preview
  /** The area that a person asked to see; displays have their own. */
  area?: string | null
  data?: CountyData
  locale?: Locale
}

const REFUSALS: ReadonlySet<string> = new Set(['unauthenticated', 'not_allowed', 'out_of_scope'])

/** Everything behind a wall: what it shows, of when that is, and whose turn it is. */
export class Wall {
  phase = $state<'starting' | 'pairing' | 'showing'>('starting')
  plan = $state.raw<WallPlan | null>(null)
  /** Scenes of an editor; may be replaced while it runs. */
  preview = $state.raw<Preview | null>(null)
  /** The server's clock, milliseconds, at the last second. */
  now = $state(Date.now())
  /** Whether the stream runs. */
  connected = $state(false)
  turn = $state.raw<Turn | null>(null)
  /** A new emergency, while it has the stage. */
  stage = $state.raw<Emergency | null>(null)
  /** Ids of cases that have just become new, overdue or supervised. */
  struck = $state.raw<ReadonlySet<number>>(new Set())

  readonly #data: CountyData
  readonly #locale: Locale
  readonly #clock = new ServerClock()
  readonly #keeper: PictureKeeper
  readonly #pairing: PairingState
  readonly #connection = new LiveConnection((message) => this.#hear(message), '/api/wall/live')
  readonly #plans = new Asking((signal) => this.#askPlan(signal), PLAN_PACE)
  readonly #night = new NightReload()
  readonly #asked: string | null
  #opened = false
  #stages = new Stage()
  #ticking: ReturnType<typeof setTimeout> | undefined
  #calming: ReturnType<typeof setTimeout> | undefined

  /** Within a component: the county's areas and the language are those of its context where none are given. */
  constructor({ preview, area = null, data = useCountyData(), locale = useLocale() }: Options = {}) {
    this.#data = data
    this.#locale = locale
    this.#asked = area
    this.preview = preview ?? null
    this.#keeper = new PictureKeeper(this.#clock, {
      tree: () => data.tree.value,
      changed: (before, after) => this.#see(before, after),
      refused: (error) => this.#refuse(error),
    })
    this.#pairing = new PairingState(
      () => this.#clock.now(),
      () => this.#plans.begin(),
    )
  }

  /** The last picture, with what happened since. */
  get picture() {
    return this.#keeper.picture
  }

  /** When the server reckoned it, milliseconds by its clock. */
  get pictureAt() {
    return this.#keeper.at
  }

  get pairing() {
    return this.#pairing.pairing
  }

  /** Whether the server answers a screen that waits to be paired. */
  get pairingReached() {
    return this.#pairing.reached
  }

  readonly #look = $derived(this.preview ?? this.plan)
  readonly heard = $derived.by(() => heardOf(this.connected, this.#keeper.at, this.now))
  readonly languages: readonly Language[] = $derived.by(() => {
    const language = this.#look?.language ?? this.#locale.language
    return language === 'both' ? ['zh', 'en'] : [language]
  })
  readonly theme: 'dark' | 'light' = $derived(this.#look?.theme ?? 'dark')
  readonly shift = $derived(shiftAt(this.now))

  /** Begins everything; returns what ends it. */
  follow(): () => void {
    if (this.preview === null) this.#plans.begin()
    else this.#show()
    this.#tick()
    return () => {
      clearTimeout(this.#ticking)
      clearTimeout(this.#calming)
      this.#plans.stop()
      this.#pairing.stop()
      this.#end()
    }
  }

  #show(): void {
    this.phase = 'showing'
    this.#pairing.stop()
    if (!this.#opened) this.#connection.open()
    this.#opened = true
    const area = this.preview?.area ?? this.plan?.area
    if (area !== undefined) this.#keeper.follow(area)
    this.#direct()
  }

  /** Nothing of what was shown is kept. */
  #end(): void {
    this.#connection.close()
    this.#opened = false
    this.#keeper.forget()
    this.#stages = new Stage()
    this.connected = false
    this.plan = null
    this.turn = null
    this.stage = null
    this.struck = new Set()
  }

  async #askPlan(signal: AbortSignal): Promise<void> {
    try {
      const askedAt = this.#clock.running()
      const query = { area: this.#asked, build: this.#night.build }
      const plan = await getJson<WallPlan>(withQuery('/api/wall/plan', query), signal)
      this.#clock.measure(plan.now, askedAt, this.#clock.running())
      if (this.phase !== 'showing') void this.#data.refresh()
      this.#night.hear(plan.build)
      this.plan = plan
      this.#show()
    } catch (error) {
      this.#refuse(error)
      throw error
    }
  }

  /** A screen of nobody, of no display any more, or of somebody for whom walls are not, is to be paired. */
  #refuse(error: unknown): void {
    if (!(error instanceof ApiError) || !REFUSALS.has(error.code)) return
    if (this.preview !== null || this.phase === 'pairing') return
    this.#end()
    this.#plans.stop()
    this.phase = 'pairing'
    this.#pairing.begin()
  }

  #hear(message: LiveMessage): void {
    this.connected = message.kind !== 'lost'
    if (message.kind === 'step') this.#keeper.step(message.step)
    if (message.kind === 'gone') this.#keeper.gone(message.gone.seq, message.gone.id)
    if (message.kind === 'resync') this.#keeper.tell()
    if (message.kind === 'release') {
      this.#keeper.tell()
      void this.#data.refresh()
    }
    // A stream ends also because the display was revoked: the plan says so.
    if ((message.kind === 'plan' || message.kind === 'lost') && this.preview === null) this.#plans.tell()
  }

  #see(before: WallPicture | null, after: WallPicture): void {
    if (before !== null) this.#strike(struckBetween(before, after))
    this.#stageFrom(after)
  }

  #strike(struck: ReadonlySet<number>): void {
    if (struck.size === 0) return
    this.struck = struck
    clearTimeout(this.#calming)
    this.#calming = setTimeout(() => (this.struck = new Set()), STRUCK_MS)
  }

  #stageFrom(picture: WallPicture): void {
    const { emergency, isNew } = this.#stages.see(picture.emergencies, picture.at, this.#clock.running())
    if (emergency !== this.stage) this.stage = emergency
    if (isNew && this.preview === null && this.plan?.sound) soundAlarm()
  }

  /** Once a second, at its beginning. */
  #tick(): void {
    this.now = this.#clock.now()
    if (this.#clock.jumped()) this.#askAnew()
    if (this.picture !== null) this.#stageFrom(this.picture)
    this.#direct()
    if (this.preview === null) this.#night.look(this.now, this.#locale.timeZone)
    this.#ticking = setTimeout(() => this.#tick(), 1000 - (this.now % 1000))
  }

  #askAnew(): void {
    this.#keeper.tell()
    if (this.preview === null) this.#plans.tell()
  }

  #direct(): void {
    const tree = this.#data.tree.value
    const plan = this.preview === null ? this.plan : { ...this.preview, pin: null }
    // An editor may have gone on to another area.
    if (this.preview !== null) this.#keeper.follow(this.preview.area)
    if (tree === null || plan === null) return
    const turn = turnOf(plan, (code) => tree.byCode(code) !== null, this.#clock.now())
    if (!isSameTurn(this.turn, turn)) this.turn = turn
  }
}

export const [useWall, provideWall] = createContext<Wall>()
