import type { FastifyInstance, FastifyRequest } from 'fastify'
import { readInScope } from '../db/row-scope.ts'
import { readSetting } from '../db/settings.ts'
import { trackedBy } from '../public/tracking.ts'
import { OPEN311_PREFIX } from './answer.ts'
import { answerTo, askedBy, type Asked, type Named } from './ask.ts'
import { discoveryOf } from './discovery.ts'
import { splitEnding, withEndings } from './format.ts'
import { offered } from './offered.ts'
import { Open311Error } from './open311-error.ts'
import { readCategoriesChangedAt, readOffer, readRequestId, readRequests } from './queries.ts'
import { readFilters } from './request-filters.ts'
import type { Open311Dependencies } from './routes.ts'
import { definitionOf, servicesOf } from './services.ts'
import { toRequest } from './to-request.ts'

/** From one address: the server of an app asks for all of its users. */
const READINGS = { max: 600, timeWindow: '1 minute' }

/** Services change seldom; what becomes of a request is wanted within a minute. */
const SERVICES_LAST = 'public, max-age=300'
const REQUESTS_LAST = 'public, max-age=30'

/** The methods that read, and the document by which apps find them. */
export function readRoutes(app: FastifyInstance, { db, areas, config, offsetMs }: Open311Dependencies): void {
  const read = (
    paths: readonly string[],
    lasts: string,
    work: (asked: Asked, request: FastifyRequest) => Promise<Named>,
  ) => {
    for (const url of paths) {
      app.get(url, { config: { rateLimit: READINGS }, schema: { hide: true } }, async (request, reply) => {
        const asked = await askedBy(request, areas, config.publicUrl)
        return answerTo(request, reply, asked.language, lasts, await work(asked, request))
      })
    }
  }
  const idIn = ({ params }: FastifyRequest) => splitEnding((params as { id: string }).id).name

  read(
    [...withEndings('/discovery'), ...withEndings('/v2/discovery')],
    SERVICES_LAST,
    async ({ areas: index, language, base }) => {
      const isDemo = (await readSetting(db, 'demo')) === true
      const changedAt = await readInScope(db, 'county', readCategoriesChangedAt)
      const url = `${base}${OPEN311_PREFIX}/v2`
      return ['discovery', discoveryOf({ areas: index, language, url, isDemo, changedAt })]
    },
  )

  read(withEndings('/v2/services'), SERVICES_LAST, async ({ language }) => {
    const { categories, groups } = await readOffer(db)
    return ['services', servicesOf(categories, groups, language)]
  })

  read(['/v2/services/:id'], SERVICES_LAST, async ({ language }, request) => [
    'service_definition',
    definitionOf(await offered(db, idIn(request)), language),
  ])

  read(withEndings('/v2/requests'), REQUESTS_LAST, async (asked) => {
    const filters = readFilters(asked.parameters, Date.now(), offsetMs)
    const rows = await readInScope(db, 'county', (trx) => readRequests(trx, filters))
    return ['service_requests', rows.map((row) => toRequest(row, { ...asked, offsetMs }))]
  })

  read(['/v2/requests/:id'], REQUESTS_LAST, async (asked, request) => {
    const id = idIn(request)
    const [row] = await readInScope(db, 'county', (trx) => readRequests(trx, { ids: [id] }))
    if (row) return ['service_requests', [toRequest(row, { ...asked, offsetMs })]]
    throw new Open311Error(404, `No public request has the service_request_id "${id.slice(0, 64)}".`)
  })

  // The code that a reporter follows by, from this API or from the page for the public.
  read(['/v2/tokens/:id'], 'no-store', async (_asked, request) => {
    const token = idIn(request)
    const requestId = await readInScope(db, 'county', async (trx) =>
      readRequestId(trx, (await trackedBy(trx, token)).incidentId),
    )
    return ['service_requests', [{ service_request_id: requestId, token }]]
  })
}
