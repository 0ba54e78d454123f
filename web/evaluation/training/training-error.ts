import type { ApiError } from '../../api.ts'
import { writeError } from '../../state/error-text.ts'
import type { Locale } from '../../state/locale.svelte.ts'

/** Why something was not done; where operators do not fit, which. */
export function writeTrainingError(error: ApiError, locale: Locale): string {
  const text = locale.messages.training
  if (error.code === 'stale') return text.session.overtaken
  const { operators } = (error.details ?? {}) as { operators?: string[] }
  if (operators) return text.attendance.refused(operators.join(text.comma))
  return writeError(error, locale)
}
