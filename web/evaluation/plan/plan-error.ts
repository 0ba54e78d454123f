import type { ApiError } from '../../api.ts'
import { writeError } from '../../state/error-text.ts'
import type { Locale } from '../../state/locale.svelte.ts'

/** Why something was not done, in words of the plan. */
export function writePlanError(error: ApiError, locale: Locale): string {
  return locale.messages.plan.errors[error.code] ?? writeError(error, locale)
}
