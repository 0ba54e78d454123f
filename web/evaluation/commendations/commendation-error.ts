import type { ApiError } from '../../api.ts'
import { writeError } from '../../state/error-text.ts'
import type { Locale } from '../../state/locale.svelte.ts'

/** Why something was not done, in words of the screen. */
export function writeCommendationError(error: ApiError, locale: Locale): string {
  const text = locale.messages.commendations
  if (error.code === 'stale') return text.stale
  if (error.code === 'commendation_refused') {
    const { why } = (error.details ?? {}) as { why?: keyof typeof text.refusals }
    if (why && why in text.refusals) return text.refusals[why]
  }
  return writeError(error, locale)
}
