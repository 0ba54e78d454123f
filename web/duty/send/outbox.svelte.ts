import { createContext } from 'svelte'
import { type ApiError, toApiError } from '../../api.ts'
import type { DutyAccount } from '../state/duty-account.svelte.ts'
import type { KeptFile } from '../store/duty-database.ts'
import type { DutyStore } from '../store/duty-store.ts'
import { nextToSend, type Fault, type NewItem, type OutboxItem } from '../store/outbox-item.ts'
import { backOffMs } from '../../state/back-off.ts'
import { sendItem, standingOf, type Sender } from './send-item.ts'
import { verdictOn } from './verdict.ts'

/** Why nothing is sent although something waits. */
export type Hindrance = 'offline' | 'noAnswer' | 'signIn' | null

const LONGEST_RETRY_MS = 120_000

type Listener = (item: OutboxItem, incident: { id: number; number: string } | null) => void

/**
 * What is not on the server yet, and its way there: in order, one tab at a time, again until it is acknowledged. Only then it
 * leaves the device.
 */
export class Outbox {
  items = $state.raw<readonly OutboxItem[]>([])
  /** Positions of which no batch is made yet. */
  positions = $state(0)
  sending = $state(false)
  hindrance = $state<Hindrance>(null)
  /** When it is tried again by itself; milliseconds since 1970 by the phone's clock. */
  nextTryAt = $state<number | null>(null)
  /** Positions that the server did not take, since the page was opened. */
  refused = $state(0)
  /** Something could not be kept: the device is full. */
  full = $state(false)
  readonly choices = $derived(this.items.filter(({ state }) => state === 'choice'))
  readonly waiting = $derived(
    this.items.filter(({ task }) => task.kind !== 'positions').length +
      (this.positions > 0 || this.items.some(({ task }) => task.kind === 'positions') ? 1 : 0),
  )
  /** Positions that are on this device only. */
  readonly unsentPositions = $derived(
    this.positions +
      this.items.reduce((sum, { task }) => sum + (task.kind === 'positions' ? task.positions.length : 0), 0),
  )

  readonly store: DutyStore
  readonly #account: DutyAccount
  readonly #channel: BroadcastChannel
  readonly #listeners = new Set<Listener>()
  #timer: ReturnType<typeof setTimeout> | undefined
  #failures = 0
  #queued = false
  #stopped = false

  constructor(store: DutyStore, account: DutyAccount) {
    this.store = store
    this.#account = account
    this.#channel = new BroadcastChannel(`wangge-duty:${store.account}`)
  }

  /** Begins to send whenever it may work; returns what ends it. */
  follow(): () => void {
    const wake = () => {
      if (!document.hidden) this.sendNow()
    }
    const lost = () => (this.hindrance = 'offline')
    this.#channel.addEventListener('message', () => void this.read())
    addEventListener('online', wake)
    addEventListener('offline', lost)
    document.addEventListener('visibilitychange', wake)
    void this.read().then(wake)
    return () => {
      this.#stopped = true
      clearTimeout(this.#timer)
      this.#channel.close()
      removeEventListener('online', wake)
      removeEventListener('offline', lost)
      document.removeEventListener('visibilitychange', wake)
    }
  }

  /** Is told of everything that the server has acknowledged; returns what ends it. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async read(): Promise<void> {
    if (this.#stopped) return
    const [items, positions] = await Promise.all([this.store.items(), this.store.countPositions()])
    this.items = items
    this.positions = positions
  }

  /** Keeps things on the device, then sends them. Throws QuotaExceededError where there is no room: then nothing is kept. */
  async append(items: readonly NewItem[], files: readonly KeptFile[] = []): Promise<void> {
    await this.#keeping(() => this.store.append(items, files))
    this.sendNow()
  }

  async addPosition(...position: Parameters<DutyStore['addPosition']>): Promise<void> {
    await this.#keeping(() => this.store.addPosition(...position))
    // While the network is away the next try has its time.
    if (this.#timer === undefined) this.sendNow()
  }

  /** The operator wants it all the same, on the case as it is now. */
  async doAnyway(item: OutboxItem): Promise<void> {
    const version = item.fault?.now?.version
    const task = item.task.kind === 'action' && version !== undefined ? { ...item.task, version } : item.task
    await this.#keeping(() => this.store.replace({ ...item, task, state: 'waiting', fault: null }))
    this.sendNow()
  }

  /** The operator gives it up; resolves to its photos. */
  async drop(item: OutboxItem): Promise<KeptFile[]> {
    const files = await this.store.drop(item)
    await this.#changed()
    this.sendNow()
    return files
  }

  /** Sends what waits, if nothing is being sent. */
  sendNow(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.nextTryAt = null
    if (this.#queued || this.#stopped) return
    this.#queued = true
    void this.#inTurn(() => {
      this.#queued = false
      return this.#drain()
    })
  }

  /** Sends what can be sent at once; resolves when nothing more can be done for now. */
  async drained(): Promise<void> {
    await this.#inTurn(() => this.#drain())
  }

  /** The account signs out: what is not sent stays on the device for its return, all else goes. */
  async leave(): Promise<void> {
    this.#stopped = true
    await this.store.leave()
  }

  /** One tab of the account at a time. Without HTTPS there is no such lock: then the server tells what it has already. */
  async #inTurn(work: () => Promise<void>): Promise<void> {
    if (!navigator.locks) return work()
    await navigator.locks.request(`wangge-duty:${this.store.account}`, work)
  }

  async #drain(): Promise<void> {
    try {
      for (;;) {
        if (this.#stopped) return
        const item = nextToSend(await this.store.items())
        if (item === null) {
          if (await this.store.batchPositions()) continue
          this.hindrance = null
          break
        }
        const sender = await this.#account.senderFor(this.store.account)
        if (sender === 'later') return this.#later()
        if (sender === 'signIn') return void (this.hindrance = 'signIn')
        this.sending = true
        if (!(await this.#sendOne(item, sender))) return
      }
    } catch {
      // The device is full, or the browser has closed the store under us: nothing is lost, it is tried again.
      this.#later()
    } finally {
      this.sending = false
      await this.#changed().catch(() => {})
    }
  }

  /** Sends one thing; returns whether to go on with the next. */
  async #sendOne(item: OutboxItem, sender: Sender): Promise<boolean> {
    try {
      const { incident, refused } = await sendItem(item, this.store, sender)
      await this.store.acknowledge(item, incident?.id ?? null)
      this.refused += refused
      this.#failures = 0
      this.hindrance = null
      for (const listener of this.#listeners) listener(item, incident)
    } catch (thrown) {
      if (thrown instanceof DOMException) throw thrown
      const error = toApiError(thrown)
      const verdict = verdictOn(error)
      if (verdict === 'later') {
        this.#later()
        return false
      }
      if (verdict === 'choice') {
        const fault = await this.#faultOf(item, error)
        if (fault === null) {
          this.#later()
          return false
        }
        await this.store.replace({ ...item, state: 'choice', fault })
      } else {
        const again = await this.#account.senderAfter(this.store.account, sender)
        if (again === 'later') this.#later()
        if (again === 'signIn') this.hindrance = 'signIn'
        return typeof again === 'object'
      }
    }
    await this.#changed()
    return true
  }

  /** What the operator must know to choose; null: how the case stands could not be asked. */
  async #faultOf(item: OutboxItem, { code, message }: ApiError): Promise<Fault | null> {
    const { task } = item
    if (task.kind !== 'action') return { code, message, now: null }
    try {
      const life = await standingOf(task.incident)
      const now = life && {
        version: life.version,
        state: life.state,
        possible: life.actions.includes(task.action),
        by: life.steps.at(-1)?.actor ?? null,
      }
      return { code, message, now }
    } catch {
      return null
    }
  }

  /** Browsers are sometimes wrong in saying that there is no network: it is tried all the same, and only named so. */
  #later(): void {
    this.hindrance = navigator.onLine ? 'noAnswer' : 'offline'
    this.#failures += 1
    const wait = backOffMs(this.#failures, Math.random(), LONGEST_RETRY_MS)
    this.nextTryAt = Date.now() + wait
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.sendNow(), wait)
  }

  async #keeping(work: () => Promise<void>): Promise<void> {
    try {
      await work()
      this.full = false
    } catch (error) {
      if (error instanceof DOMException && error.name === 'QuotaExceededError') this.full = true
      throw error
    } finally {
      await this.#changed().catch(() => {})
    }
  }

  async #changed(): Promise<void> {
    await this.read()
    // A channel reaches pages of ours alone, and takes no origin.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    if (!this.#stopped) this.#channel.postMessage('changed')
  }
}

export const [useOutbox, provideOutbox] = createContext<Outbox>()
