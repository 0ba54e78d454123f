import { openDB, type IDBPDatabase } from 'idb'
import type { Draft } from './draft.ts'

const NAME = 'wangge-report'
const STORE = 'draft'
const THE_ONLY = 'current'

/** What was written and not sent yet, on this phone. Where storage is forbidden, nothing is kept and nothing breaks. */
export class DraftStore {
  readonly #opened: Promise<IDBPDatabase | null>
  #last: Promise<unknown> = Promise.resolve()

  constructor() {
    this.#opened = openDB(NAME, 1, { upgrade: (db) => void db.createObjectStore(STORE) }).catch(() => null)
  }

  async read(): Promise<Draft | null> {
    const db = await this.#opened
    return ((await db?.get(STORE, THE_ONLY).catch(() => null)) as Draft | undefined | null) ?? null
  }

  /** One after the other, so that the last written is the last kept. */
  write(draft: Draft): Promise<void> {
    return this.#then((db) => db.put(STORE, draft, THE_ONLY))
  }

  clear(): Promise<void> {
    return this.#then((db) => db.delete(STORE, THE_ONLY))
  }

  async #then(work: (db: IDBPDatabase) => Promise<unknown>): Promise<void> {
    const db = await this.#opened
    if (db === null) return
    this.#last = this.#last.then(() => work(db)).catch(() => null)
    await this.#last
  }
}
