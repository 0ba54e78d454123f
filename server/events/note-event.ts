import type { Transaction } from 'kysely'
import type { Viewer } from '../accounts/viewer.ts'
import type { Db } from '../db/connect.ts'
import type { Database } from '../db/types.ts'
import { PROGRAM_NAME } from '../domain/program-name.ts'
import { appendEvent } from './append.ts'

/** What is put into the chain that is about no single incident. */
export type NotedAction =
  | 'account'
  | 'boundary'
  | 'calendar'
  | 'category'
  | 'commendation'
  | 'display'
  | 'duties'
  | 'export'
  | 'import'
  | 'quarter'
  | 'open311'
  | 'release'
  | 'staff'
  | 'training'
  | 'survey'

/** Who did something: an account, by one of its roles. */
export type Doer = { name: string; role: string }

/** Whoever has the terminal of the server has no account. */
export const COMMAND: Doer = { name: PROGRAM_NAME, role: 'command' }

export function doerOf(viewer: Viewer): Doer {
  return { name: viewer.name, role: viewer.grants[0]?.role ?? '' }
}

/** Puts into the chain what somebody did that is about no single incident, in a transaction of its own. */
export async function noteEvent(
  db: Db,
  viewer: Viewer,
  action: NotedAction,
  data: Readonly<Record<string, string>>,
): Promise<void> {
  await db.transaction().execute((trx) => noteWith(trx, doerOf(viewer), action, data))
}

/** The same in the transaction of what was done: neither is there without the other. */
export async function noteWith(
  trx: Transaction<Database>,
  { name, role }: Doer,
  action: NotedAction,
  data: Readonly<Record<string, string>>,
): Promise<void> {
  await appendEvent(trx, {
    incidentId: null,
    version: 0,
    action,
    from: null,
    to: null,
    actor: name,
    actorRole: role,
    at: Date.now(),
    note: null,
    data,
  })
}
