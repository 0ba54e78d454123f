import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ErrorBody } from './errors.ts'
import { toCodedError } from './to-coded-error.ts'

/** Answers with what went wrong, as `{ error: { code, message, details } }`; faults of ours go to the log. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const coded = toCodedError(error)
  if (coded.status >= 500) request.log.error(error)
  const body: ErrorBody = { error: { code: coded.code, message: coded.message } }
  if (coded.details !== undefined) body.error.details = coded.details
  // Where a request is refused before any route, the usual headers are not set yet.
  if (!reply.hasHeader('content-security-policy'))
    reply.header('content-security-policy', "default-src 'none'")
  return reply
    .code(coded.status)
    .header('cache-control', 'no-store')
    .header('x-content-type-options', 'nosniff')
    .send(body)
}
