import type { FastifyError } from 'fastify'
import { CodedError, ERRORS } from './errors.ts'
import { inputFault } from './input-fault.ts'

/** Whatever a route or the frame around it has thrown, as what the caller is told: nothing about the inside. */
export function toCodedError(thrown: unknown): CodedError {
  const error = thrown as FastifyError | CodedError
  if (error instanceof CodedError) return error
  if (error.validation) return inputFault(error.validation, error.validationContext)
  if (error.statusCode === 503) return new CodedError('not_ready', 'The server is stopping.')
  if (error.statusCode === 429) return new CodedError('too_many_requests', error.message)
  if (error.statusCode !== undefined && error.statusCode < 500)
    return new CodedError('invalid_input', error.message)
  return new CodedError('internal', ERRORS.internal.meaning)
}
