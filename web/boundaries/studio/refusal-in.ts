import type { Refusal, RefusalKind } from '../../../server/domain/coverage/edit/refusal.ts'
import type { ApiError } from '../../api.ts'

/** The engine's reason in the server's answer to operations that it did not take; null for other errors. */
export function refusalIn(error: ApiError): Refusal | null {
  if (error.code !== 'operation_refused' || typeof error.details !== 'object' || !error.details) return null
  const { refused, codes, place } = error.details as Partial<Refusal> & { refused?: RefusalKind }
  return refused === undefined ? null : { refused, codes: codes ?? [], place: place ?? null }
}
