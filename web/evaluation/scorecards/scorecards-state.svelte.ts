import { createContext } from 'svelte'
import type {
  Appeal,
  Card,
  Closing,
  Corrections,
  Preview,
  QuarterItem,
  Scheme,
  Scorecards,
} from '../../../server/contract.ts'
import { getJson, ifMatch, request, withQuery } from '../../api.ts'
import { AddressView } from '../../state/address-view.svelte.ts'
import { Doing } from '../../state/doing.svelte.ts'
import { Resource } from '../../state/resource.svelte.ts'
import { readScorecardsView, writeScorecardsView, type ScorecardsView } from './scorecards-view.ts'

const ADDRESS = '/api/evaluation'

export type NewScheme = Pick<Scheme, 'fromQuarter' | 'weights' | 'note'>
export type NewAppeal = Pick<Appeal, 'quarter' | 'level' | 'code' | 'indicator' | 'reason'> & {
  incident?: number
}
export type Decision = {
  outcome: 'upheld' | 'rejected'
  words: string
  corrected?: { numerator: number; denominator: number }
}

/** Scorecards of a quarter and of the one before it. */
type Compared = { now: Scorecards; before: Scorecards | null }

/** The quarters and their scorecards, what is looked at, and what is done with them. */
export class ScorecardsState extends Doing {
  readonly #address = new AddressView<ScorecardsView>({
    read: readScorecardsView,
    write: writeScorecardsView,
  })
  readonly quarterList = new Resource<readonly QuarterItem[]>()
  readonly compared = new Resource<Compared>()
  readonly schemeList = new Resource<readonly Scheme[]>()
  readonly appealList = new Resource<readonly Appeal[]>()
  readonly corrected = new Resource<Corrections>()
  readonly quarters = $derived(this.quarterList.value ?? [])
  /** The one that is looked at: the one asked for, else the last one that is over, else the running one. */
  readonly quarter = $derived(
    this.quarters.find(({ quarter }) => quarter === this.view.quarter) ??
      this.quarters.find(({ state }) => state !== 'running') ??
      this.quarters[0] ??
      null,
  )
  /** As long as they are of the quarter and the level that are looked at. */
  readonly cards = $derived.by(() => {
    const now = this.compared.value?.now
    return now && now.quarter === this.quarter?.quarter && now.level === this.view.level ? now : null
  })
  readonly cardsBefore = $derived(this.cards === null ? null : (this.compared.value?.before ?? null))

  get view(): ScorecardsView {
    return this.#address.seen
  }

  /** Follows the address; returns what ends it. */
  follow(): () => void {
    const leave = this.#address.follow()
    return () => {
      leave()
      for (const resource of [
        this.quarterList,
        this.compared,
        this.schemeList,
        this.appealList,
        this.corrected,
      ])
        resource.stop()
    }
  }

  /** Looks at something else, as a step that one can go back from. */
  go(change: Partial<ScorecardsView>, step?: 'step' | 'same'): void {
    this.#address.go(change, step)
  }

  cardOf(code: string): Card | null {
    return this.cards?.items.find((card) => card.code === code) ?? null
  }

  before(code: string): Card | null {
    return this.cardsBefore?.items.find((card) => card.code === code) ?? null
  }

  /** The quarters, the appeals and the versions of the scheme; what hangs on the view follows by itself. */
  override async read(): Promise<void> {
    await Promise.all([this.readQuarters(), this.readAppeals(), this.readSchemes()])
    await Promise.all([this.readCards(), this.readCorrections()])
  }

  async readQuarters(): Promise<void> {
    await this.quarterList.load(
      async (signal) => (await getJson<{ items: QuarterItem[] }>(`${ADDRESS}/quarters`, signal)).items,
    )
  }

  /** Of the quarter, the level and the area that are looked at, and of the quarter before. */
  async readCards(): Promise<void> {
    const { quarter, quarters } = this
    if (quarter === null) return
    const { level, area } = this.view
    const before = quarters[quarters.indexOf(quarter) + 1]?.quarter ?? null
    const ask = (name: string, signal: AbortSignal) =>
      getJson<Scorecards>(withQuery(`${ADDRESS}/scorecards`, { quarter: name, level, area }), signal)
    await this.compared.load(async (signal) => {
      const [now, then] = await Promise.all([
        ask(quarter.quarter, signal),
        before === null ? null : ask(before, signal),
      ])
      return { now, before: then }
    })
  }

  async readSchemes(): Promise<void> {
    await this.schemeList.load(
      async (signal) => (await getJson<{ items: Scheme[] }>(`${ADDRESS}/schemes`, signal)).items,
    )
  }

  async readAppeals(): Promise<void> {
    await this.appealList.load(
      async (signal) => (await getJson<{ items: Appeal[] }>(`${ADDRESS}/appeals`, signal)).items,
    )
  }

  /** What changed since the quarter was closed; of one that is not, nothing. */
  async readCorrections(): Promise<void> {
    const { quarter } = this
    if (quarter?.state !== 'closed') return
    await this.corrected.load((signal) =>
      getJson<Corrections>(
        withQuery(`${ADDRESS}/quarters/${quarter.quarter}/corrections`, { area: this.view.area }),
        signal,
      ),
    )
  }

  /** What scores and ranks would be by other weights. */
  async preview(
    quarter: string,
    weights: Scheme['weights'],
    level: ScorecardsView['level'],
  ): Promise<Preview | null> {
    let answer: Preview | null = null
    const ask = async () => {
      answer = await this.send<Preview>('POST', `${ADDRESS}/preview`, { quarter, level, weights })
    }
    return (await this.run(ask, false)) ? answer : null
  }

  /** Adds a version, unless somebody has added one since `seen`. */
  addScheme(scheme: NewScheme, seen: number): Promise<boolean> {
    return this.run(() => this.send('POST', `${ADDRESS}/schemes`, scheme, ifMatch(seen)))
  }

  close(quarter: string, note: string): Promise<boolean> {
    return this.run(() => this.send<Closing>('POST', `${ADDRESS}/quarters/${quarter}/close`, { note }))
  }

  appeal(appeal: NewAppeal): Promise<boolean> {
    return this.run(() => this.send<Appeal>('POST', `${ADDRESS}/appeals`, appeal))
  }

  decide(id: number, decision: Decision): Promise<boolean> {
    return this.run(() => this.send<Appeal>('POST', `${ADDRESS}/appeals/${id}/decision`, decision))
  }

  /** The proof of a closed quarter, byte for byte. */
  async proof(quarter: string): Promise<ArrayBuffer | null> {
    let bytes: ArrayBuffer | null = null
    const read = async () => {
      bytes = await (await request(`${ADDRESS}/quarters/${quarter}/proof`)).arrayBuffer()
    }
    return (await this.run(read, false)) ? bytes : null
  }
}

export const [useScorecards, provideScorecards] = createContext<ScorecardsState>()
