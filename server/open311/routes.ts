import type { FastifyInstance } from 'fastify'
import type { AreaCache } from '../areas/area-cache.ts'
import type { Config } from '../config.ts'
import type { Db } from '../db/connect.ts'
import { answerOpen311Error } from './answer.ts'
import { fileRoute } from './file-route.ts'
import { Open311Error } from './open311-error.ts'
import { readRoutes } from './read-routes.ts'

/** A form with the longest of everything, each sign of it escaped. */
const MOST_BYTES = 131_072

export type Open311Dependencies = {
  db: Db
  areas: AreaCache
  config: Pick<Config, 'publicUrl' | 'keyring'>
  offsetMs: (ms: number) => number
}

/**
 * Open311 GeoReport v2, for apps of others. They have no session, so the guard of /api does not stand here: filing needs a key, and
 * reading shows what the public may see. Errors have the specification's form. To be registered below OPEN311_PREFIX.
 */
export async function open311Routes(app: FastifyInstance, dependencies: Open311Dependencies): Promise<void> {
  app.setErrorHandler((error, request, reply) => answerOpen311Error(error, request, reply))
  app.setNotFoundHandler((request, reply) =>
    answerOpen311Error(
      new Open311Error(404, `Nothing is served at ${request.method} ${request.url.split('?')[0]}.`),
      request,
      reply,
    ),
  )
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: MOST_BYTES },
    (_request, body, done) => done(null, body),
  )
  app.addContentTypeParser('*', (_request, _payload, done) =>
    done(
      new Open311Error(400, 'Send the form as application/x-www-form-urlencoded, without files.'),
      undefined,
    ),
  )
  readRoutes(app, dependencies)
  fileRoute(app, dependencies)

  // A page of another place asks first, where it sends a header of its own.
  app.options('/*', { schema: { hide: true } }, (_request, reply) =>
    reply
      .code(204)
      .headers({
        'access-control-allow-origin': '*',
        'access-control-allow-methods': 'GET, HEAD, POST',
        'access-control-allow-headers': 'accept-language, content-type, idempotency-key',
        'access-control-max-age': '86400',
      })
      .send(),
  )
}
