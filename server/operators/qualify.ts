import type { Transaction } from 'kysely'
import type { Database } from '../db/types.ts'
import { CodedError } from '../errors.ts'
import { checkedDay } from './checked-day.ts'
import type { Qualification } from './operator-schema.ts'

type Trx = Transaction<Database>

/** Notes a training or a certificate; returns its id. Throws invalid_input for days that cannot be. */
export async function qualify(
  trx: Trx,
  operatorId: number,
  { kind, name, obtainedOn, expiresOn }: Omit<Qualification, 'id'>,
): Promise<number> {
  checkedDay('obtainedOn', obtainedOn)
  if (expiresOn !== null && checkedDay('expiresOn', expiresOn) <= obtainedOn) {
    throw new CodedError(
      'invalid_input',
      `"expiresOn" must be after "obtainedOn", ${obtainedOn}, but it is ${expiresOn}.`,
    )
  }
  const { id } = await trx
    .insertInto('qualification')
    .values({ operator_id: operatorId, kind, name, obtained_on: obtainedOn, expires_on: expiresOn })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Takes a qualification of an operator back; returns its name. */
export async function disqualify(trx: Trx, operatorId: number, id: number): Promise<string> {
  const row = await trx
    .deleteFrom('qualification')
    .where('id', '=', id)
    .where('operator_id', '=', operatorId)
    .returning('name')
    .executeTakeFirst()
  if (row) return row.name
  throw new CodedError('unknown_operator', `The operator has no qualification ${id}.`)
}
