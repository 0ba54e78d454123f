import type { Db } from '../../db/connect.ts'
import { CodedError } from '../../errors.ts'

/** The number of an incident that the transaction sees. Throws unknown_incident. */
export async function readNumber(trx: Db, id: number): Promise<{ id: number; number: string }> {
  const row = await trx
    .selectFrom('incident')
    .select(['id', 'number'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (row) return row
  throw new CodedError('unknown_incident', `You see no incident ${id}.`)
}
