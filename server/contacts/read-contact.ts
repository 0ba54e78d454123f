import { inViewersScope } from '../accounts/scope.ts'
import type { Db } from '../db/connect.ts'
import { mayReadContact } from '../domain/lifecycle/contact.ts'
import { CodedError } from '../errors.ts'
import { actorOf, roleOfUnit, seen, type Asking } from '../handling/act.ts'
import { takeNote } from '../handling/take-step.ts'
import type { Keyring } from '../secret/keyring.ts'
import { openContact, type Contact } from './contacts.ts'

/**
 * The reporter's contact details, for the handler; that they were read is on file before they are given. Throws
 * unknown_incident, not_allowed, not_found or contact_unavailable; then nothing is on file.
 */
export async function readContact(
  db: Db,
  keyring: Keyring | null,
  asking: Asking,
  id: number,
  now: number,
): Promise<Contact> {
  return inViewersScope(db, asking, async (trx) => {
    let contact: Contact | null = null
    await takeNote(trx, id, async (found) => {
      const row = seen(asking, id, found)
      const actor = actorOf(asking, row)
      if (!mayReadContact(row.incident, actor)) {
        throw new CodedError(
          'not_allowed',
          'Contact details are for the unit that handles the incident, from the dispatch to its feedback.',
        )
      }
      contact = await openContact(trx, keyring, id)
      if (contact === null) {
        throw new CodedError(
          'not_found',
          `The incident ${id} has no contact details: none were given, or they are erased.`,
        )
      }
      return { action: 'readContact', actor: actor.name, actorRole: roleOfUnit(actor), at: now }
    })
    return contact!
  })
}
