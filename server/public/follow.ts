import { createHash } from 'node:crypto'
import type { Db } from '../db/connect.ts'
import { inScope } from '../db/row-scope.ts'
import { CodedError } from '../errors.ts'
import { findOpenPublic } from './public-incidents.ts'
import { codeOfKey, giveCode, type Sent } from './tracking.ts'

type Following = { number: string; key: string; admit: (trx: Db) => Promise<void> }

/**
 * Gives somebody a code of their own for an open incident that the public sees, instead of a second report of it. The same key gives the same code
 * again. Throws unknown_incident, key_reused, and what `admit` throws.
 */
export async function followIncident(db: Db, { number, key, admit }: Following): Promise<string> {
  const bodyHash = createHash('sha256').update(`follow ${number}`).digest('hex')
  const sent: Sent = { key, bodyHash }
  return inScope(db, 'county', async (trx) => {
    const known = await codeOfKey(trx, sent)
    if (known !== null) return known.code
    const incidentId = await findOpenPublic(trx, number)
    if (incidentId === null)
      throw new CodedError('unknown_incident', `The public follows no open incident of the number ${number}.`)
    await admit(trx)
    return giveCode(trx, { incidentId, kind: 'follow' }, sent)
  })
}
