import { openDB } from 'idb'
import type { SessionState } from '../../../server/contract.ts'

export type Viewer = NonNullable<SessionState['viewer']>

const STORE = 'device'
const VIEWER = 'viewer'

const open = () =>
  openDB('wangge-duty', 1, {
    upgrade: (db) => void db.createObjectStore(STORE),
  })

/** Who used this device last and has not signed out: the page opens as theirs where there is no network. */
export async function readLastViewer(): Promise<Viewer | null> {
  const db = await open()
  const viewer = (await db.get(STORE, VIEWER)) as Viewer | undefined
  db.close()
  return viewer ?? null
}

/** Remembers who uses this device; null: nobody. */
export async function writeLastViewer(viewer: Viewer | null): Promise<void> {
  const db = await open()
  if (viewer === null) await db.delete(STORE, VIEWER)
  else await db.put(STORE, viewer, VIEWER)
  db.close()
}
