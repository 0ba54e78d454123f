import type { Db } from '../db/connect.ts'
import { inScope, readInScope } from '../db/row-scope.ts'
import { PROGRAM_NAME } from '../domain/program-name.ts'
import { takeNote } from '../handling/take-step.ts'
import { deleteErasable, readErasable } from './queries.ts'

const PAGE = 1000
const DAY_MS = 86_400_000

/**
 * Erases contact details of incidents that ended so many days ago, each with its note in the chain in one transaction: so
 * any number of processes may do it, and one that is killed leaves nothing half done. Who opens an incident again before
 * keeps its details. Returns how many were erased.
 */
export async function eraseContacts(db: Db, { now, days }: { now: number; days: number }): Promise<number> {
  const before = new Date(now - days * DAY_MS)
  let erased = 0
  let after = 0
  for (;;) {
    const page = { before, after, limit: PAGE }
    const ids = await readInScope(db, 'county', (trx) => readErasable(trx, page))
    for (const id of ids) if (await erase(db, id, before, now)) erased += 1
    if (ids.length < PAGE) return erased
    after = ids.at(-1)!
  }
}

/** Erases those of one incident, unless another process has, or somebody opened it again since it was looked at. */
async function erase(db: Db, id: number, before: Date, now: number): Promise<boolean> {
  return inScope(db, 'county', (trx) =>
    takeNote(trx, id, async (row) => {
      if (row === null || !(await deleteErasable(trx, id, before))) return null
      // Nobody's doing, like what the rules of supervision do.
      return { action: 'eraseContact', actor: PROGRAM_NAME, actorRole: 'rule', at: now }
    }),
  )
}
