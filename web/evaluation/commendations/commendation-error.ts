import type { ApiError } from '../../api.ts'
import type { Messages } from '../../messages/zh.ts'

/** Why something was not done, in words of the screen. */
export function writeCommendationError(error: ApiError, messages: Messages): string {
  const text = messages.commendations
  if (error.code === 'stale') return text.stale
  if (error.code === 'commendation_refused') {
    const { why } = (error.details ?? {}) as { why?: keyof typeof text.refusals }
    if (why && why in text.refusals) return text.refusals[why]
  }
  const own = messages.errors[error.code]
  return error.code === 'invalid_input' ? `${own} ${error.message}` : own
}
