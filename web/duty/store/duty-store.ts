import { deleteDB } from 'idb'
import {
  accountsKept,
  databaseName,
  openDutyDatabase,
  OUTBOX_STORES,
  type DutyDatabase,
  type KeptFile,
  type KeptPosition,
  type OutboxChange,
} from './duty-database.ts'
import { dependentsOf, type NewItem, type OutboxItem, type SentPosition } from './outbox-item.ts'
import { newUuid } from './uuid.ts'

/** As many positions as the server takes in one request. */
const MOST_POSITIONS = 500

/** Written to the disk before it counts. */
const STRICT = { durability: 'strict' } as const

/**
 * What the phone keeps of one account. Every change is one transaction: all of it is on the device, or nothing of it (a full
 * device throws QuotaExceededError).
 */
export class DutyStore {
  readonly account: string
  readonly #db: DutyDatabase

  private constructor(account: string, db: DutyDatabase) {
    this.account = account
    this.#db = db
  }

  static async open(account: string): Promise<DutyStore> {
    return new DutyStore(account, await openDutyDatabase(account))
  }

  /** The account signs out: what is not sent stays for its return, all else goes. */
  async leave(): Promise<void> {
    const unsent = (await this.items()).length + (await this.countPositions())
    if (unsent > 0) {
      const tx = this.#db.transaction(['pack', 'meta'], 'readwrite', STRICT)
      await Promise.all([tx.objectStore('pack').clear(), tx.objectStore('meta').clear(), tx.done])
    }
    this.#db.close()
    if (unsent === 0) await deleteDB(databaseName(this.account))
  }

  close(): void {
    this.#db.close()
  }

  items(): Promise<OutboxItem[]> {
    return this.#db.getAll('outbox')
  }

  countPositions(): Promise<number> {
    return this.#db.count('positions')
  }

  file(id: string): Promise<KeptFile | undefined> {
    return this.#db.get('files', id)
  }

  async read<Value>(store: 'pack' | 'meta', name: string): Promise<Value | null> {
    return ((await this.#db.get(store, name)) as Value | undefined) ?? null
  }

  async write(store: 'pack' | 'meta', name: string, value: unknown): Promise<void> {
    await this.#db.put(store, value, name)
  }

  async erase(store: 'pack' | 'meta', name: string): Promise<void> {
    await this.#db.delete(store, name)
  }

  /** Puts things at the end of the outbox, with their photos; of a duty session, after the positions recorded before. */
  async append(items: readonly NewItem[], files: readonly KeptFile[] = []): Promise<void> {
    await this.#change(async (change) => {
      if (items.some(({ task }) => 'session' in task)) await batchPositions(change)
      for (const file of files) await change.objectStore('files').put(file)
      for (const item of items) await add(change, item)
    })
  }

  async addPosition(session: string, position: SentPosition): Promise<void> {
    // The store gives the key.
    await this.#db.add('positions', { session, position } as KeptPosition)
  }

  /** Makes batches of the positions that are in none; returns whether there were any. */
  async batchPositions(): Promise<boolean> {
    let batches = 0
    await this.#change(async (change) => {
      batches = await batchPositions(change)
    })
    return batches > 0
  }

  /** The server has it: only now it goes, and its photo with it. Photos of a report learn of which incident they are. */
  async acknowledge(item: OutboxItem, incident: number | null): Promise<void> {
    await this.#change(async (change) => {
      const outbox = change.objectStore('outbox')
      await outbox.delete(item.order)
      if (item.task.kind === 'photo') await change.objectStore('files').delete(item.task.file)
      if (incident === null) return
      for (const photo of dependentsOf(item, await outbox.getAll())) {
        await outbox.put({ ...photo, task: { ...photo.task, incident } as OutboxItem['task'] })
      }
    })
  }

  async replace(item: OutboxItem): Promise<void> {
    await this.#change(async (change) => {
      // Not one that is gone meanwhile.
      if (await change.objectStore('outbox').getKey(item.order)) await change.objectStore('outbox').put(item)
    })
  }

  /** The operator wants it no more: it goes with what makes no sense without it. Returns the photos that it had. */
  async drop(item: OutboxItem): Promise<KeptFile[]> {
    const dropped: KeptFile[] = []
    await this.#change(async (change) => {
      const outbox = change.objectStore('outbox')
      const files = change.objectStore('files')
      for (const gone of [item, ...dependentsOf(item, await outbox.getAll())]) {
        await outbox.delete(gone.order)
        if (gone.task.kind !== 'photo') continue
        const file = await files.get(gone.task.file)
        if (file) dropped.push(file)
        await files.delete(gone.task.file)
      }
    })
    return dropped
  }

  async #change(work: (change: OutboxChange) => Promise<void>): Promise<void> {
    const change = this.#db.transaction(OUTBOX_STORES, 'readwrite', STRICT)
    // A request that fails ends the transaction: `done` says so, and must have somebody who listens.
    const done = change.done
    done.catch(() => {})
    try {
      await work(change)
    } catch (error) {
      try {
        change.abort()
      } catch {
        // It has ended by itself.
      }
      throw error
    }
    await done
  }
}

async function add(change: OutboxChange, item: NewItem): Promise<void> {
  // The store gives the key.
  await change.objectStore('outbox').add({ ...item, state: 'waiting', fault: null } as OutboxItem)
}

async function batchPositions(change: OutboxChange): Promise<number> {
  const kept = await change.objectStore('positions').getAll()
  let batches = 0
  for (const session of new Set(kept.map((one) => one.session))) {
    const own = kept.filter((one) => one.session === session)
    for (let from = 0; from < own.length; from += MOST_POSITIONS) {
      const positions = own.slice(from, from + MOST_POSITIONS).map(({ position }) => position)
      await add(change, {
        id: newUuid(),
        group: `duty:${session}`,
        title: '',
        madeAt: Date.parse(positions[0]!.at),
        task: { kind: 'positions', session, positions },
      })
      batches += 1
    }
  }
  if (kept.length > 0) await change.objectStore('positions').clear()
  return batches
}

/** Other accounts that have unsent things on this device. */
export async function accountsWithUnsent(but: string): Promise<string[]> {
  const found: string[] = []
  for (const account of await accountsKept()) {
    if (account === but) continue
    const store = await DutyStore.open(account)
    if ((await store.items()).length + (await store.countPositions()) > 0) found.push(account)
    store.close()
  }
  return found
}
