import type { Db } from '../db/connect.ts'
import { CodedError } from '../errors.ts'
import { SealFault, type Keyring } from '../secret/keyring.ts'
import { insertSealed, isThere, readSealed } from './queries.ts'

/** How to reach who told of an incident; at least one of both. */
export type Contact = { name: string | null; phone: string | null }

/** The same as it comes with a report. */
export type GivenContact = { name?: string | undefined; phone?: string | undefined }

/** What is sealed is always as long: the cipher text tells nothing of what is in it. The longest that may be given fits. */
const SEALED_BYTES = 512

/** Seals contact details for one incident and keeps them, in the transaction that puts it on file. Throws contact_unavailable. */
export async function keepContact(
  trx: Db,
  keyring: Keyring | null,
  incidentId: number,
  given: GivenContact,
): Promise<void> {
  await insertSealed(trx, incidentId, needed(keyring).seal(padded(tidy(given)), sealedFor(incidentId)))
}

/** The contact details of an incident; null where none were given or they are erased. Throws contact_unavailable. */
export async function openContact(
  db: Db,
  keyring: Keyring | null,
  incidentId: number,
): Promise<Contact | null> {
  const sealed = await readSealed(db, incidentId)
  if (sealed === null) return null
  try {
    return JSON.parse(needed(keyring).open(sealed, sealedFor(incidentId))) as Contact
  } catch (error) {
    throw error instanceof SealFault ? unreadable(error) : error
  }
}

/** Whether an incident has contact details, without opening them. */
export async function hasContact(db: Db, incidentId: number): Promise<boolean> {
  return isThere(db, incidentId)
}

/**
 * Whether these are the details that an incident came with: of a report that is sent again. Once they are erased, or where
 * they do not open, nobody can tell, and they are taken for the same.
 */
export async function isSameContact(
  db: Db,
  keyring: Keyring | null,
  incidentId: number,
  given: GivenContact,
): Promise<boolean> {
  const kept = await openContact(db, keyring, incidentId).catch((error: unknown) => {
    if (error instanceof CodedError) return null
    throw error
  })
  const { name, phone } = tidy(given)
  return kept === null || (kept.name === name && kept.phone === phone)
}

/** Throws contact_unavailable where nothing can be sealed, before anything is done. */
export function needed(keyring: Keyring | null): Keyring {
  if (keyring !== null) return keyring
  throw new CodedError(
    'contact_unavailable',
    'Contact details can be neither kept nor read: the setting WANGGE_SECRET is missing.',
  )
}

/** What binds sealed details to their incident: another's do not open as its own. */
export function sealedFor(incidentId: number): string {
  return `contact of incident ${incidentId}`
}

function tidy({ name, phone }: GivenContact): Contact {
  return { name: name?.trim() || null, phone: phone?.trim() || null }
}

function padded(contact: Contact): string {
  const text = JSON.stringify(contact)
  return text + ' '.repeat(Math.max(0, SEALED_BYTES - Buffer.byteLength(text)))
}

function unreadable({ why, keyId }: SealFault): CodedError {
  return new CodedError(
    'contact_unavailable',
    why === 'unknown key'
      ? `The contact details are sealed with the key ${keyId}, which is neither WANGGE_SECRET nor one of WANGGE_SECRET_OLD.`
      : `The contact details do not open with their key ${keyId}: they were changed in the database, or are those of another incident.`,
  )
}
