import type { FastifyInstance, FastifyRequest } from 'fastify'
import { answerTo, askedBy, parametersOf } from './ask.ts'
import { fileReport } from './file-report.ts'
import { withEndings } from './format.ts'
import { appOfKey, holderOf } from './keys.ts'
import { one } from './parameters.ts'
import type { Open311Dependencies } from './routes.ts'
import { localDate } from '../domain/local-date.ts'

/** With one key, from wherever; from one address where no key is good. */
const MOST_A_MINUTE = 60

/** POST Service Request. */
export function fileRoute(app: FastifyInstance, { db, areas, config, offsetMs }: Open311Dependencies): void {
  const rateLimit = {
    max: MOST_A_MINUTE,
    timeWindow: '1 minute',
    // The key is in the form, which is read by then.
    hook: 'preHandler' as const,
    keyGenerator: async ({ body, url, ip }: FastifyRequest) => {
      const [key] = parametersOf(url, body).get('api_key') ?? []
      const holder = key === undefined ? null : await holderOf(db, key.trim())
      return holder === null ? `open311 from ${ip}` : `open311 of ${holder.id}`
    },
  }
  for (const url of withEndings('/v2/requests')) {
    app.post(url, { schema: { hide: true }, config: { rateLimit } }, async (request, reply) => {
      const now = Date.now()
      const asked = await askedBy(request, areas, config.publicUrl)
      const today = localDate(now, offsetMs)
      const client = await appOfKey(db, one(asked.parameters, 'api_key'), today)
      const filed = await fileReport(
        { db, areas: asked.areas, offsetMs, keyring: config.keyring },
        { ...asked, client, now, key: request.headers['idempotency-key'] },
      )
      return answerTo(request, reply, asked.language, 'no-store', ['service_requests', [filed]])
    })
  }
}
