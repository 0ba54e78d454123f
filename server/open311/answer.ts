import type { FastifyReply, FastifyRequest } from 'fastify'
import { CONTENT_TYPES, formatOf } from './format.ts'
import { toOpen311Error } from './open311-error.ts'
import { writeXml, type Value } from './write-xml.ts'

/** Where Open311 is. */
export const OPEN311_PREFIX = '/open311'

export function isOpen311({ url }: Pick<FastifyRequest, 'url'>): boolean {
  return (
    url === OPEN311_PREFIX || url.startsWith(`${OPEN311_PREFIX}/`) || url.startsWith(`${OPEN311_PREFIX}?`)
  )
}

/** Any page may read what anybody may read; no cookie of ours is looked at here, so none is asked for. */
const FOR_EVERY_PAGE = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'retry-after, content-language',
  'cross-origin-resource-policy': 'cross-origin',
} as const

/** Sends a document in the format that was asked for; `root` is its outermost element in XML. */
export function answerDocument(
  request: FastifyRequest,
  reply: FastifyReply,
  root: string,
  document: Value,
): FastifyReply {
  const format = formatOf(request.url, request.headers.accept)
  return reply
    .headers(FOR_EVERY_PAGE)
    .type(CONTENT_TYPES[format])
    .send(format === 'xml' ? writeXml(root, document) : JSON.stringify(document))
}

/** The specification's own form of an error, in the format that was asked for. */
export function answerOpen311Error(
  thrown: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const { status, descriptions } = toOpen311Error(thrown)
  if (status === 500) request.log.error(thrown)
  // Where a request is refused before any route, the usual headers are not set yet.
  if (!reply.hasHeader('content-security-policy'))
    reply.header('content-security-policy', "default-src 'none'")
  reply.code(status).header('cache-control', 'no-store').header('x-content-type-options', 'nosniff')
  const errors = descriptions.map((description) => ({ code: status, description }))
  return answerDocument(request, reply, 'errors', errors)
}
