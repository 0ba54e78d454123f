import type { ApiError } from '../../api.ts'
import type { Locale } from '../../state/locale.svelte.ts'

/** Why something was not done; where operators do not fit, which. */
export function writeTrainingError(error: ApiError, { messages }: Locale): string {
  const text = messages.training
  if (error.code === 'stale') return text.session.overtaken
  const { operators } = (error.details ?? {}) as { operators?: string[] }
  if (operators) return text.attendance.refused(operators.join(text.comma))
  return messages.errors[error.code]
}
