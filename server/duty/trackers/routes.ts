import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { hashToken } from '../../accounts/token.ts'
import type { App } from '../../app-types.ts'
import type { AreaCache } from '../../areas/area-cache.ts'
import { takePositions, type PositionDoors } from '../positions/take-positions.ts'
import { ownerOfKey, sessionAt } from './keys.ts'
import { readOsmAnd, type TrackerReport } from './osmand.ts'
import { readOwnTracks } from './owntracks.ts'

const MOST_BYTES = 16_384
/** One tracker reports some times a minute, and sends what it kept at once. */
const TIMES = {
  max: 600,
  timeWindow: '1 minute',
  keyGenerator: ({ url, headers }: FastifyRequest) =>
    `tracker ${hashToken(`${url.split('?')[1]} ${headers.authorization}`)}`,
}

const Field = Type.Optional(Type.String({ maxLength: 200 }))
const OTHERS = { additionalProperties: Type.String() }
const DESCRIPTION =
  'Only while its operator is on duty anything is kept; else the answer is the same, so that the app goes on. ' +
  'Fields that are not named here are not looked at.'

/**
 * Where ordinary tracker apps report for a duty session, in their own protocols: they sign in with a key that stands for one operator
 * and for nothing but this.
 */
export async function trackerRoutes(app: App, doors: PositionDoors & { areas: AreaCache }): Promise<void> {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: MOST_BYTES },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  )

  /** Keeps a report if it lies in a session; says whether. */
  async function take({ key, position }: TrackerReport): Promise<boolean> {
    const { operatorId, accountId } = await ownerOfKey(doors.db, key)
    const sessionId = await sessionAt(doors.db, operatorId, position.at)
    if (sessionId === null) return false
    const areas = await doors.areas.current()
    const { refused } = await takePositions(doors, areas, { accountId, sessionId }, [position], Date.now())
    return refused.length === 0
  }

  const osmAnd = {
    url: '/api/track/osmand',
    config: { open: true, rateLimit: TIMES },
    bodyLimit: MOST_BYTES,
    handler: async ({ query, body }: FastifyRequest) => ({
      kept: await take(readOsmAnd(query as Record<string, unknown>, body)),
    }),
  }
  const answer = { response: { 200: Type.Object({ kept: Type.Boolean() }) } }
  const summary = 'A position from OsmAnd or Traccar Client: id (the key), lat, lon, timestamp, accuracy'
  const fields = { id: Field, lat: Field, lon: Field, timestamp: Field, accuracy: Field }
  const querystring = Type.Object(fields, OTHERS)
  const schema = { tags: ['trackers'], querystring, ...answer, summary, description: DESCRIPTION }
  app.route({ ...osmAnd, method: 'GET', exposeHeadRoute: false, schema })
  app.route({ ...osmAnd, method: 'POST', schema })

  app.route({
    method: 'POST',
    url: '/api/track/owntracks',
    config: { open: true, rateLimit: TIMES },
    bodyLimit: MOST_BYTES,
    schema: {
      tags: ['trackers'],
      querystring: Type.Object({}, OTHERS),
      summary: 'A message of OwnTracks in HTTP mode: JSON, with the key as password of Basic authentication',
      description: DESCRIPTION,
      response: { 200: Type.Array(Type.Object({}), { description: 'nothing is asked of the app' }) },
    },
    handler: async ({ headers, body }) => {
      const report = readOwnTracks(headers.authorization, body)
      if (report !== null) await take(report)
      return []
    },
  })
}
