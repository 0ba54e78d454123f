import { createContext } from 'svelte'
import type { DutySession } from '../../../server/contract.ts'
import { DUTY_RULES } from '../../../server/domain/duty/duty-rules.ts'
import type { Outbox } from '../send/outbox.svelte.ts'
import type { DutyClock } from '../state/duty-clock.svelte.ts'
import type { DutyStore } from '../store/duty-store.ts'
import type { DutyStep, NewItem, SentPosition } from '../store/outbox-item.ts'
import { newUuid } from '../store/uuid.ts'
import { endedByLimit, phaseOf, reconciled, SILENCE_MS, type LocalSession } from './local-session.ts'

const KEPT = 'session'

/**
 * Duty: begins, pauses and ends only by the operator on this page (or ends after its longest time), with or without a network.
 * Every step is kept on the device together with what tells the server of it.
 */
export class Duty {
  session = $state.raw<LocalSession | null>(null)
  /** The operator said that an interrupted duty goes on, or it was never interrupted. */
  #goesOn = $state(false)
  readonly phase = $derived.by(() => phaseOf(this.session, this.#clock.current, this.#goesOn))
  readonly #store: DutyStore
  readonly #outbox: Outbox
  readonly #clock: DutyClock

  constructor(store: DutyStore, outbox: Outbox, clock: DutyClock) {
    this.#store = store
    this.#outbox = outbox
    this.#clock = clock
  }

  /** What this device knows of it. */
  async open(): Promise<void> {
    this.session = await this.#store.read<LocalSession>('meta', KEPT)
    const now = this.#clock.now()
    this.#goesOn = this.session !== null && now - this.session.lastAt < SILENCE_MS
    await this.look()
  }

  /** Ends duty whose longest time is over. */
  async look(): Promise<void> {
    if (this.session === null) return
    const looked = endedByLimit(this.session, this.#clock.now())
    if (looked !== this.session) await this.#keep(looked)
  }

  /** The server has said what it knows of my duty. */
  async hear(server: DutySession | null): Promise<void> {
    const unsent =
      this.#outbox.positions > 0 || this.#outbox.items.some(({ group }) => group.startsWith('duty:'))
    const next = reconciled(this.session, server, unsent)
    if (next === null) return
    // One that was begun elsewhere records nothing here before the operator says so here.
    if (next.id !== this.session?.id) this.#goesOn = false
    await this.#keep(next.id === this.session?.id ? next : { ...next, lastAt: 0 })
  }

  async start(): Promise<void> {
    const now = this.#clock.now()
    const session: LocalSession = {
      id: newUuid(),
      startedAt: now,
      endsAt: now + DUTY_RULES.longestMs,
      pausedAt: null,
      endedAt: null,
      endedBy: null,
      lastAt: now,
    }
    const startedAt = new Date(now).toISOString()
    await this.#outbox.append([
      this.#item(session.id, now, { kind: 'start', session: session.id, startedAt }),
    ])
    this.#goesOn = true
    await this.#keep(session)
  }

  async pause(): Promise<void> {
    await this.#step('pause', (session, now) => ({ ...session, pausedAt: now }))
  }

  async resume(): Promise<void> {
    await this.#step('resume', (session) => ({ ...session, pausedAt: null }))
  }

  async end(): Promise<void> {
    await this.#step('end', (session, now) => ({
      ...session,
      pausedAt: null,
      endedAt: now,
      endedBy: 'operator',
    }))
  }

  /** Duty was interrupted, and the operator goes on. */
  async goOn(): Promise<void> {
    if (this.session === null) return
    this.#goesOn = true
    await this.#keep({ ...this.session, lastAt: this.#clock.now() })
  }

  /** Records where the operator was at a moment; nothing unless duty is on. */
  async record(position: SentPosition): Promise<void> {
    const { session } = this
    if (session === null || this.phase !== 'on') return
    await this.#outbox.addPosition(session.id, position)
    await this.#keep({ ...session, lastAt: Date.parse(position.at) })
  }

  /** The operator says: I was here. `grid`: code of the grid, null outside all. */
  async visit(place: { lon: number; lat: number }, grid: string | null, title: string): Promise<void> {
    const { session } = this
    if (session === null || this.phase === 'off') return
    const now = this.#clock.now()
    const position: SentPosition = {
      at: new Date(now).toISOString(),
      deviceAt: new Date().toISOString(),
      ...place,
      accuracy: null,
      source: 'tap',
    }
    const task = { kind: 'visit' as const, session: session.id, position, grid }
    await this.#outbox.append([{ ...this.#item(session.id, now, task), title }])
    await this.#keep({ ...session, lastAt: now })
  }

  async #step(step: DutyStep, change: (session: LocalSession, now: number) => LocalSession): Promise<void> {
    const { session } = this
    if (session === null || session.endedAt !== null) return
    const now = this.#clock.now()
    const at = new Date(now).toISOString()
    await this.#outbox.append([this.#item(session.id, now, { kind: 'step', session: session.id, step, at })])
    this.#goesOn = true
    await this.#keep({ ...change(session, now), lastAt: now })
  }

  #item(session: string, madeAt: number, task: NewItem['task']): NewItem {
    return { id: newUuid(), group: `duty:${session}`, title: '', madeAt, task }
  }

  async #keep(session: LocalSession): Promise<void> {
    this.session = session
    await this.#store.write('meta', KEPT, session)
  }
}

export const [useDuty, provideDuty] = createContext<Duty>()
