import type { Db } from '../../db/connect.ts'
import { noteWith, type Doer } from '../../events/note-event.ts'
import { takeLock } from '../../db/advisory-lock.ts'
import type { RosterFault, RosterOutcome } from '../../operators/roster/roster.ts'
import type { StaffWho } from '../../operators/staff-scope.ts'
import { writeRoster } from '../../operators/roster/write-roster.ts'
import { parseRoster } from './parse-roster.ts'

export type OperatorImport = {
  outcome: RosterOutcome
  /** All that is wrong, by line: nothing was kept unless there is none. */
  faults: RosterFault[]
  kept: boolean
}

/** Ends a transaction of which nothing is to be kept. */
class NotKept extends Error {}

/**
 * Makes operators and what they look after as a CSV says, all of it or nothing. Throws an ImportFault where the file is none.
 * `keep` false: everything is checked, and nothing kept. `file` is its name, for messages and the chain of events.
 */
export async function importOperators(
  db: Db,
  who: StaffWho,
  doer: Doer,
  { bytes, file, today, keep }: { bytes: Buffer; file: string; today: string; keep: boolean },
): Promise<OperatorImport> {
  const parsed = parseRoster(bytes, file)
  let found: OperatorImport | null = null
  try {
    await db.transaction().execute(async (trx) => {
      await takeLock(trx, 'import')
      const { outcome, faults } = await writeRoster(trx, { who, today }, parsed.rows)
      const all = [...parsed.faults, ...faults].toSorted((a, b) => a.line - b.line)
      found = { outcome: { ...outcome, read: parsed.read }, faults: all, kept: keep && all.length === 0 }
      if (!found.kept) throw new NotKept()
      const counts = Object.entries(outcome).map(([name, count]) => [name, `${count}`])
      await noteWith(trx, doer, 'import', { what: 'operators', file, ...Object.fromEntries(counts) })
    })
  } catch (error) {
    if (!(error instanceof NotKept)) throw error
  }
  return found!
}
