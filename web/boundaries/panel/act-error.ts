import type { ApiError } from '../../api.ts'
import type { Messages } from '../../messages/zh.ts'
import type { Formats } from '../../state/formats.ts'
import { refusalIn } from '../studio/refusal-in.ts'
import { writeRefusal } from '../studio/refusal-text.ts'

/** Somebody was faster; the draft was read anew. */
export function isOvertaken({ code }: ApiError): boolean {
  return code === 'stale' || code === 'wrong_state'
}

/** What an error of a draft's step means: with the grids and the person when somebody else has published them. */
export function writeActError(error: ApiError, messages: Messages, formats: Formats): string {
  const refusal = refusalIn(error)
  if (refusal) return writeRefusal(refusal, messages.boundaries)
  const { release, author, codes } = (error.details ?? {}) as {
    release?: unknown
    author?: unknown
    codes?: unknown
  }
  const isStale = typeof release === 'number' && typeof author === 'string' && Array.isArray(codes)
  if (error.code === 'stale') return messages.boundaries.review.changedElsewhere
  if (error.code === 'wrong_state') return messages.boundaries.review.wrongState
  if (!isStale) return messages.errors[error.code]
  return messages.boundaries.stale(formats.number(release), author, codes)
}
