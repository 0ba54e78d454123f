import type { GivenContact } from '../contacts/contacts.ts'
import { CONTACT_LIMITS } from '../domain/contact.ts'
import { Open311Error } from './open311-error.ts'
import { one, type Parameters } from './parameters.ts'

const NAME = new RegExp(CONTACT_LIMITS.name.pattern, 'u')
const PHONE = new RegExp(CONTACT_LIMITS.phone.pattern)
const CHINESE = /^\p{Script=Han}+$/u

/**
 * How the reporter can be reached, as an app tells it; null for an anonymous report. There is no field for an e-mail address, so
 * it stands behind the name, sealed like it. Throws where something given cannot be kept: it would be lost without a word.
 */
export function readContact(parameters: Parameters): GivenContact | null {
  const name = nameOf(one(parameters, 'first_name'), one(parameters, 'last_name'))
  const email = one(parameters, 'email')
  const phone = one(parameters, 'phone')
  const reached = [name, email].filter((part) => part !== null).join(' ')
  if (reached === '' && phone === null) return null
  const contact: GivenContact = {}
  if (reached !== '') contact.name = fitting(reached)
  if (phone !== null) contact.phone = readPhone(phone)
  return contact
}

/** The family name comes first where it is written in Chinese. */
function nameOf(first: string | null, last: string | null): string | null {
  if (first === null || last === null) return first ?? last
  return CHINESE.test(first) && CHINESE.test(last) ? last + first : `${first} ${last}`
}

function fitting(text: string): string {
  if (text.length <= CONTACT_LIMITS.name.most && NAME.test(text)) return text
  throw new Open311Error(
    400,
    `first_name, last_name and email must be plain text of at most ${CONTACT_LIMITS.name.most} characters together.`,
  )
}

/** Apps write numbers in many ways: brackets and dots say nothing. What came is not said again. */
function readPhone(given: string): string {
  const plain = given
    .normalize('NFKC')
    .replaceAll(/[().\s]+/g, ' ')
    .replaceAll(/ *- */g, '-')
    .trim()
  if (plain.length <= CONTACT_LIMITS.phone.most && PHONE.test(plain)) return plain
  throw new Open311Error(400, 'phone must be 5 to 20 digits, with + in front and spaces or dashes between.')
}
