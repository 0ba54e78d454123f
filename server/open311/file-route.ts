import type { FastifyInstance } from 'fastify'
import { hashToken } from '../accounts/token.ts'
import { answerTo, askedBy } from './ask.ts'
import { fileReport } from './file-report.ts'
import { withEndings } from './format.ts'
import { appOfKey } from './keys.ts'
import { one, readParameters } from './parameters.ts'
import type { Open311Dependencies } from './routes.ts'

/** From one address, whatever the key. */
const TRIES = { max: 120, timeWindow: '1 minute' }
/** With one key, from wherever. */
const FILINGS = { max: 60, timeWindow: '1 minute' }

/** POST Service Request. */
export function fileRoute(app: FastifyInstance, { db, areas, config, offsetMs }: Open311Dependencies): void {
  const onRequest = app.rateLimit(TRIES)
  const preHandler = app.rateLimit({
    ...FILINGS,
    keyGenerator: ({ body, ip }) => {
      const key = readParameters(typeof body === 'string' ? body : '').get('api_key')?.[0]
      return key === undefined ? `open311 from ${ip}` : `open311 ${hashToken(key)}`
    },
  })
  for (const url of withEndings('/v2/requests')) {
    app.post(url, { schema: { hide: true }, onRequest, preHandler }, async (request, reply) => {
      const now = Date.now()
      const asked = await askedBy(request, areas, config.publicUrl)
      const today = new Date(now + offsetMs(now)).toISOString().slice(0, 10)
      const client = await appOfKey(db, one(asked.parameters, 'api_key'), today)
      const filed = await fileReport(
        { db, areas: asked.areas, offsetMs, keyring: config.keyring },
        { ...asked, client, now, key: request.headers['idempotency-key'] },
      )
      return answerTo(request, reply, asked.language, 'no-store', ['service_requests', [filed]])
    })
  }
}
