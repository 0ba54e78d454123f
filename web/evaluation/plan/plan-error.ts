import type { ApiError } from '../../api.ts'
import type { Messages } from '../../messages/zh.ts'

/** Why something was not done, in words of the plan. */
export function writePlanError(error: ApiError, messages: Messages): string {
  const own = messages.plan.errors[error.code] ?? messages.errors[error.code]
  return error.code === 'invalid_input' ? `${own} ${error.message}` : own
}
