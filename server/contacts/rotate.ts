import type { Db } from '../db/connect.ts'
import { inScope, readInScope } from '../db/row-scope.ts'
import { SealFault, type Keyring } from '../secret/keyring.ts'
import { sealedFor } from './contacts.ts'
import { countByKey, readSealedWith, updateSealed } from './queries.ts'

/** So many are sealed anew in one transaction: whoever erases or reads one of them waits no longer than that takes. */
const PAGE = 200

export type Rotation = {
  /** How many were sealed anew. */
  sealed: number
  /** Of these incidents the details do not open with their own key: they are left as they are. */
  changed: number[]
}

/**
 * Seals all contact details anew that are sealed with an older key of the ring. What was done stays done when it is broken
 * off: the next run goes on with what is left. `report` hears how many are done so far.
 */
export async function sealAnew(db: Db, keyring: Keyring, report: (done: number) => void): Promise<Rotation> {
  const older = keyring.keyIds.filter((id) => id !== keyring.keyId)
  const rotation: Rotation = { sealed: 0, changed: [] }
  if (older.length === 0) return rotation
  let after = 0
  for (;;) {
    const from = { after, limit: PAGE }
    const page = await inScope(db, 'county', async (trx) => {
      const rows = await readSealedWith(trx, older, from)
      const changed: number[] = []
      for (const { incidentId, ...sealed } of rows) {
        const text = openOrNull(keyring, sealed, incidentId)
        if (text === null) changed.push(incidentId)
        else await updateSealed(trx, incidentId, keyring.seal(text, sealedFor(incidentId)))
      }
      return { rows, changed }
    })
    rotation.sealed += page.rows.length - page.changed.length
    rotation.changed.push(...page.changed)
    if (page.rows.length > 0) report(rotation.sealed)
    if (page.rows.length < PAGE) return rotation
    after = page.rows.at(-1)!.incidentId
  }
}

function openOrNull(
  keyring: Keyring,
  sealed: Parameters<Keyring['open']>[0],
  incidentId: number,
): string | null {
  try {
    return keyring.open(sealed, sealedFor(incidentId))
  } catch (error) {
    if (error instanceof SealFault) return null
    throw error
  }
}

/** Contact details that no key of the ring opens, by the id of the key that they are sealed with. */
export async function sealedWithOthers(
  db: Db,
  keyring: Keyring | null,
): Promise<{ keyId: string; count: number }[]> {
  const known = keyring?.keyIds ?? []
  return (await readInScope(db, 'county', countByKey)).filter(({ keyId }) => !known.includes(keyId))
}
