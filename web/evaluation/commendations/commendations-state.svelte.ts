import { createContext } from 'svelte'
import type {
  Commendation,
  CommendationList,
  CommendationTitle,
  IncidentBehind,
  NominationFigures,
  Notice,
  Subject,
} from '../../../server/contract.ts'
import type { SingleAction } from '../../../server/domain/commendation/actions.ts'
import type { ObjectionSource } from '../../../server/domain/commendation/state.ts'
import { getJson, ifMatch, withQuery } from '../../api.ts'
import { Doing } from '../../state/doing.svelte.ts'
import { Resource } from '../../state/resource.svelte.ts'
import type { Session } from '../../state/session.svelte.ts'
import type { CommendationsView } from './commendations-view.svelte.ts'

const BASE = '/api/commendations'

export type Said = { words?: string; wordsEn?: string | null }
export type TitleContent = Omit<CommendationTitle, 'id' | 'version' | 'changedAt' | 'changedBy'>

/** The nominations of a quarter, the one that is open, titles and the roll; and what is done with them. */
export class CommendationsState extends Doing {
  readonly list = new Resource<CommendationList>()
  readonly one = new Resource<Commendation>()
  readonly roll = new Resource<readonly Notice[]>()
  readonly #view: CommendationsView

  constructor(session: Session, view: CommendationsView) {
    super(session)
    this.#view = view
  }

  override async read(): Promise<void> {
    await Promise.all([
      this.readList(),
      this.readOne(),
      ...(this.roll.value === null ? [] : [this.readRoll()]),
    ])
  }

  async readList(): Promise<void> {
    const url = withQuery(BASE, { quarter: this.#view.quarter })
    await this.list.load((signal) => getJson<CommendationList>(url, signal))
  }

  async readOne(): Promise<void> {
    const { id } = this.#view
    if (id === null) {
      this.one.put(null)
      return
    }
    if (this.one.value?.id !== id) this.one.put(null)
    await this.one.load((signal) => getJson<Commendation>(`${BASE}/${id}`, signal))
  }

  async readRoll(): Promise<void> {
    await this.roll.load(
      async (signal) => (await getJson<{ items: Notice[] }>(`${BASE}/notices`, signal)).items,
    )
  }

  stop(): void {
    for (const resource of [this.list, this.one, this.roll]) resource.stop()
  }

  titleOf(id: number): CommendationTitle | null {
    return this.list.value?.titles.find((title) => title.id === id) ?? null
  }

  candidates(title: number, signal: AbortSignal): Promise<{ items: Omit<Subject, 'kind'>[] }> {
    return getJson(withQuery(`${BASE}/candidates`, { title }), signal)
  }

  figures(
    about: { title: number; quarter: string; subject: string },
    signal: AbortSignal,
  ): Promise<NominationFigures> {
    return getJson(withQuery(`${BASE}/figures`, about), signal)
  }

  behind(
    id: number,
    about: { outcome: string; part: 'numerator' | 'denominator' },
    signal: AbortSignal,
  ): Promise<{ total: number; items: IncidentBehind[] }> {
    return getJson(withQuery(`${BASE}/${id}/incidents`, about), signal)
  }

  /** Resolves to the nomination, or to null where it did not come about. */
  async nominate(
    body: { title: number; quarter: string; subject: string } & Said,
  ): Promise<Commendation | null> {
    let made: Commendation | null = null
    const done = await this.run(async () => (made = await this.send<Commendation>('POST', BASE, body)))
    return done ? made : null
  }

  act({ id, version }: Commendation, action: SingleAction, said: Said): Promise<boolean> {
    return this.run(() => this.send('POST', `${BASE}/${id}/actions`, { action, ...said }, ifMatch(version)))
  }

  object(id: number, source: ObjectionSource, words: string): Promise<boolean> {
    return this.run(() => this.send('POST', `${BASE}/${id}/objections`, { source, words }))
  }

  decideObjection(
    id: number,
    objection: number,
    verdict: { upheld: boolean; words: string },
  ): Promise<boolean> {
    return this.run(() => this.send('POST', `${BASE}/${id}/objections/${objection}/decision`, verdict))
  }

  keepTitle(known: CommendationTitle | null, { kind, ...content }: TitleContent): Promise<boolean> {
    const { isRetired: _, ...added } = content
    return this.run(() =>
      known === null
        ? this.send('POST', `${BASE}/titles`, { kind, ...added })
        : this.send('PUT', `${BASE}/titles/${known.id}`, content, ifMatch(known.version)),
    )
  }

  /** Resolves to the notice, or to null where it did not come about. */
  async publish(body: {
    quarter: string
    number: string
    dated: string
    items: { id: number; version: number }[]
  }): Promise<Notice | null> {
    let made: Notice | null = null
    const done = await this.run(async () => (made = await this.send<Notice>('POST', `${BASE}/notices`, body)))
    return done ? made : null
  }
}

export const [useCommendations, provideCommendations] = createContext<CommendationsState>()
