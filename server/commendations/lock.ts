import type { Transaction } from 'kysely'
import type { Database } from '../db/types.ts'
import { CodedError } from '../errors.ts'
import type { Who } from './means.ts'
import { readCommendations, type CommendationRow } from './queries.ts'
import { seesCommendation, unknownCommendation } from './sight.ts'
import { lockTitle } from './title-queries.ts'

/**
 * A nomination that nobody else changes until the transaction ends, nor any other of its title: how many were decided holds.
 * Throws unknown_commendation, and stale for another version than the one that was seen (null: any).
 */
export async function lockCommendation(
  trx: Transaction<Database>,
  who: Who,
  { id, version }: { id: number; version: number | null },
): Promise<CommendationRow> {
  const [found] = await readCommendations(trx, { id })
  if (!found || !seesCommendation(who, found)) throw unknownCommendation(id)
  await lockTitle(trx, found.titleId)
  await trx.selectFrom('commendation').select('id').where('id', '=', id).forUpdate().execute()
  const [row] = await readCommendations(trx, { id })
  if (!row || !seesCommendation(who, row)) throw unknownCommendation(id)
  if (version === null || row.version === version) return row
  throw new CodedError(
    'stale',
    `The nomination has the version ${row.version} by now, but this was meant for version ${version}.`,
    { version: row.version },
  )
}
