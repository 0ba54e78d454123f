import type { ApiError } from '../api.ts'
import type { StaffRole } from '../../server/domain/staffing/assignment.ts'
import { writeError } from '../state/error-text.ts'
import type { Locale } from '../state/locale.svelte.ts'

type Taken = {
  operator: { code: string; name: string }
  role: StaffRole
  from: string
  until: string | null
}

/** Why a change was not made, in words of the screen; who is in the way is named. */
export function writeStaffError(error: ApiError, locale: Locale): string {
  const { messages, formats } = locale
  if (error.code === 'already_assigned') {
    const { operator, role, from, until } = error.details as Taken
    const day = (text: string): string => formats.day(Date.parse(text))
    const words = messages.operators
    return words.dialog.taken(operator.name, words.roles[role], day(from), until === null ? null : day(until))
  }
  return writeError(error, locale)
}
