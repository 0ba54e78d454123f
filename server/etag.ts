import type { FastifyReply, FastifyRequest } from 'fastify'

/**
 * Sets a weak validator (the body is compressed differently for different browsers) and says whether the caller has
 * this state already: then the answer is 304.
 */
export function notModified(request: FastifyRequest, reply: FastifyReply, state: string): boolean {
  const tag = `W/"${state}"`
  reply.header('etag', tag).header('cache-control', 'private, no-cache')
  return request.headers['if-none-match']?.split(/,\s*/).includes(tag) ?? false
}
