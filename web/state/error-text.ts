import type { ApiError } from '../api.ts'
import type { Locale } from './locale.svelte.ts'

/** Why something was not done; of bad input also what was expected and what came, which only the server can say. */
export function writeError(error: ApiError, { messages }: Locale): string {
  const own = messages.errors[error.code]
  return error.code === 'invalid_input' ? `${own} ${error.message}` : own
}
