import type { Viewer } from '../accounts/viewer.ts'
import type { Db } from '../db/connect.ts'
import { appendEvent } from './append.ts'

/** Puts into the chain what somebody did that is about no single incident, in a transaction of its own. */
export async function noteEvent(
  db: Db,
  viewer: Viewer,
  action: 'account' | 'export',
  data: Readonly<Record<string, string>>,
): Promise<void> {
  await db.transaction().execute((trx) =>
    appendEvent(trx, {
      incidentId: null,
      version: 0,
      action,
      from: null,
      to: null,
      actor: viewer.name,
      actorRole: viewer.grants[0]?.role ?? '',
      at: Date.now(),
      note: null,
      data,
    }),
  )
}
