import type { FastifyReply, FastifyRequest } from 'fastify'
import type { AreaCache } from '../areas/area-cache.ts'
import type { AreaIndex } from '../areas/area-index.ts'
import type { Language } from '../domain/incident-words.ts'
import { answerDocument } from './answer.ts'
import { languageOf } from './language.ts'
import { Open311Error } from './open311-error.ts'
import { one, readParameters, type Parameters } from './parameters.ts'
import type { Value } from './write-xml.ts'

/** What every method reads first. */
export type Asked = {
  parameters: Parameters
  areas: AreaIndex
  language: Language
  /** The address of this server as the app knows it, without a slash at its end. */
  base: string
}

/** The root element and what is in it. */
export type Named = [root: string, document: Value]

/** The parameters of an address and of a form, as one. */
export function parametersOf(url: string, body: unknown): Parameters {
  const query = url.split('?').slice(1).join('?')
  return readParameters(`${query}&${typeof body === 'string' ? body : ''}`)
}

/** What was asked for. Throws 404 for another jurisdiction, 400 for an unknown language. */
export async function askedBy(
  request: FastifyRequest,
  areas: AreaCache,
  publicUrl: string | null,
): Promise<Asked> {
  const parameters = parametersOf(request.url, request.body)
  const index = await areas.current()
  const base = publicUrl?.replace(/\/$/, '') ?? `${request.protocol}://${request.host}`
  checkJurisdiction(one(parameters, 'jurisdiction_id'), [index.county?.code, request.hostname])
  const language = languageOf(one(parameters, 'lang'), request.headers['accept-language'])
  return { parameters, areas: index, language, base }
}

/** One county is served: its code, or the name of this server, is as good as nothing. */
function checkJurisdiction(id: string | null, known: readonly (string | undefined)[]): void {
  if (id === null || known.includes(id)) return
  const served = known.find((name) => name !== undefined)
  throw new Open311Error(404, `jurisdiction_id "${id.slice(0, 64)}" is not served here, but "${served}" is.`)
}

/** Sends a document that may be kept for so long (cache-control). */
export function answerTo(
  request: FastifyRequest,
  reply: FastifyReply,
  language: Language,
  cacheControl: string,
  [root, document]: Named,
): FastifyReply {
  reply.headers({
    'cache-control': cacheControl,
    vary: 'accept-language, accept',
    'content-language': language,
  })
  return answerDocument(request, reply, root, document)
}
