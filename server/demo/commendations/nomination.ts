import type { Transaction } from 'kysely'
import type { FrozenOutcomes } from '../../commendations/outcomes.ts'
import type { KnownSubject } from '../../commendations/subject.ts'
import {
  writeNomination,
  writeObjection,
  writeObjectionDecision,
  writeStep,
  type At,
  type By,
} from '../../commendations/write.ts'
import type { Database } from '../../db/types.ts'
import { COMMENDATION_ACTIONS, type CommendationAction } from '../../domain/commendation/actions.ts'
import type { Timetable } from './timetable.ts'

type Trx = Transaction<Database>
type Given = {
  titleId: number
  quarter: string
  subject: KnownSubject
  words: { zh: string; en: string }
  outcomes: FrozenOutcomes
  nominator: Omit<By, 'at'>
}

const SUPERVISOR = { name: 'supervisor', role: 'supervisor' }
const DISPATCHER = { name: 'dispatcher', role: 'dispatcher' }
const LEADER = { name: 'leader', role: 'leader' }

/** A nomination of the demonstration county on its way, step by step through the functions that write every other. */
export class DemoNomination {
  readonly #trx: Trx
  readonly #times: Timetable
  #at: At

  private constructor(trx: Trx, times: Timetable, id: number) {
    this.#trx = trx
    this.#times = times
    this.#at = { id, version: 1, state: 'nominated' }
  }

  static async begin(
    trx: Trx,
    times: Timetable,
    { words, nominator, ...given }: Given,
  ): Promise<DemoNomination> {
    const by = { ...nominator, at: times.nominated }
    const id = await writeNomination(trx, { ...given, words: words.zh, wordsEn: words.en }, by)
    if (id === null) throw new Error(`${given.subject.code} is nominated twice for ${given.quarter}.`)
    return new DemoNomination(trx, times, id)
  }

  get id(): number {
    return this.#at.id
  }

  async review(): Promise<void> {
    await this.#step('review', { ...SUPERVISOR, at: this.#times.reviewed })
  }

  async giveBack(words: string): Promise<void> {
    await this.#step('return', { ...SUPERVISOR, at: this.#times.reviewed }, words)
  }

  async publicise(): Promise<void> {
    const { publicised: at, publicisedOn: on, lastObjectionDay } = this.#times
    const change = { publicised: { on, lastObjectionDay } }
    await this.#step('publicise', { name: 'admin', role: 'administrator', at }, null, change)
  }

  /** An objection by phone, on the day after it was made public. */
  async object(words: string): Promise<number> {
    const by = { ...DISPATCHER, at: this.#times.objected }
    const id = await writeObjection(this.#trx, { ...this.#at, round: 1 }, { source: 'phone', words }, by)
    this.#at = { ...this.#at, version: this.#at.version + 1 }
    return id
  }

  async answer(objectionId: number, upheld: boolean, words: string): Promise<void> {
    const by = { ...SUPERVISOR, at: this.#times.answered }
    await writeObjectionDecision(this.#trx, this.#at, { objectionId, upheld, words }, by)
    this.#at = { ...this.#at, version: this.#at.version + 1 }
  }

  async refuse(words: string): Promise<void> {
    await this.#step('refuse', { ...LEADER, at: this.#times.decided }, words)
  }

  async decide(): Promise<void> {
    await this.#step('decide', { ...LEADER, at: this.#times.decided })
  }

  async publish(notice: { id: number; place: number }): Promise<void> {
    await this.#step('publish', { ...LEADER, at: this.#times.published }, null, { notice })
  }

  async #step(
    action: Exclude<CommendationAction, 'nominate'>,
    by: By,
    words: string | null = null,
    change: Parameters<typeof writeStep>[2]['change'] = {},
  ): Promise<void> {
    const { to } = COMMENDATION_ACTIONS[action]
    await writeStep(this.#trx, this.#at, { action, to, words, change }, by)
    this.#at = { ...this.#at, version: this.#at.version + 1, state: to }
  }
}
