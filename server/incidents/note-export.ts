import type { Viewer } from '../accounts/viewer.ts'
import type { Db } from '../db/connect.ts'
import { appendEvent } from '../events/append.ts'

/** Puts into the chain who takes incidents out, and with which filter, before the first of them goes. */
export async function noteExport(
  db: Db,
  viewer: Viewer,
  format: string,
  filter: Readonly<Record<string, unknown>>,
): Promise<void> {
  await db.transaction().execute((trx) =>
    appendEvent(trx, {
      incidentId: null,
      version: 0,
      action: 'export',
      from: null,
      to: null,
      actor: viewer.name,
      actorRole: viewer.grants[0]?.role ?? '',
      at: Date.now(),
      note: null,
      data: { format, filter: JSON.stringify(filter) },
    }),
  )
}
