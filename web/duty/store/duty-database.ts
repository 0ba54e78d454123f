import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction } from 'idb'
import type { OutboxItem, SentPosition } from './outbox-item.ts'

export type KeptPosition = { order: number; session: string; position: SentPosition }
export type KeptFile = { id: string; type: string; bytes: ArrayBuffer }

interface DutySchema extends DBSchema {
  /** What is not sent yet, in order. */
  outbox: { key: number; value: OutboxItem }
  /** Positions that are in no batch yet. */
  positions: { key: number; value: KeptPosition }
  /** The last answers of the server, by name: what the screens show without a network. */
  pack: { key: string; value: unknown }
  /** Photos that are not on the server yet. */
  files: { key: string; value: KeptFile }
  /** Clock, session of duty, draft of a report. */
  meta: { key: string; value: unknown }
}

export type DutyDatabase = IDBPDatabase<DutySchema>

/** What a change of the outbox is about. */
export const OUTBOX_STORES = ['outbox', 'positions', 'files'] as const
export type OutboxChange = IDBPTransaction<DutySchema, typeof OUTBOX_STORES, 'readwrite'>

const VERSION = 1

/** The store of an account: each has its own, so that nothing of one is ever shown to or sent as another. */
export function openDutyDatabase(account: string): Promise<DutyDatabase> {
  return openDB<DutySchema>(databaseName(account), VERSION, {
    upgrade(db) {
      db.createObjectStore('outbox', { keyPath: 'order', autoIncrement: true })
      db.createObjectStore('positions', { keyPath: 'order', autoIncrement: true })
      db.createObjectStore('pack')
      db.createObjectStore('files', { keyPath: 'id' })
      db.createObjectStore('meta')
    },
    blocking(_current, _next, event) {
      // A newer page in another tab: it must not wait for this one.
      const { target } = event
      if (target instanceof IDBDatabase) target.close()
    },
  })
}

const NAME_PREFIX = 'wangge-duty:'

export function databaseName(account: string): string {
  return NAME_PREFIX + account
}

/** Accounts of which this device keeps something; none where the browser does not say. */
export async function accountsKept(): Promise<string[]> {
  const known = (await indexedDB.databases?.().catch(() => [])) ?? []
  return known.flatMap(({ name }) => (name?.startsWith(NAME_PREFIX) ? [name.slice(NAME_PREFIX.length)] : []))
}
