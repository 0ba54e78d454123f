import type { App } from '../app-types.ts'
import type { AreaCache } from '../areas/area-cache.ts'
import { knownArea } from '../areas/known-area.ts'
import type { Config } from '../config.ts'
import type { Db } from '../db/connect.ts'
import { toUnits } from '../domain/coverage/shape.ts'
import { OPEN_STATES } from '../domain/incident-state.ts'
import { areNeighbours, blurred } from '../domain/public/blur.ts'
import { CodedError } from '../errors.ts'
import { addPublicPhoto, MOST_PHOTO_BYTES } from './add-public-photo.ts'
import { Challenges } from './challenge.ts'
import { publicContract } from './contract.ts'
import { followIncident } from './follow.ts'
import { mainOf } from './public-categories.ts'
import { PublicIncidents } from './public-incidents.ts'
import { rateReport } from './rate-report.ts'
import { readTracked } from './read-tracked.ts'
import { readForm } from './show-form.ts'
import { toPublicArea, toPublicAreas, toPublicItem, toPublicMap } from './show-public.ts'
import { takeReport } from './take-report.ts'

const DAY_MS = 86_400_000
const NEAR = { days: 30, most: 5 }

/**
 * From one address. Many phones share the one of their provider, so these stand against programs, not against people; what a report costs its
 * sender is the puzzle before it.
 */
const LOOKS = { max: 300, timeWindow: '1 minute' }
const CHALLENGES = { max: 120, timeWindow: '10 minutes' }
const REPORTS = { max: 60, timeWindow: '10 minutes' }
const PHOTOS = { max: 120, timeWindow: '10 minutes' }
const CODES = { max: 60, timeWindow: '1 minute' }

type Dependencies = {
  db: Db
  areas: AreaCache
  offsetMs: (ms: number) => number
  config: Pick<Config, 'basemap' | 'timeZone' | 'keyring' | 'contactDays' | 'proofBits'>
}

/** Everything that people without an account may ask. */
export function publicRoutes(app: App, { db, areas, offsetMs, config }: Dependencies): void {
  const incidents = new PublicIncidents(db)
  const challenges = new Challenges(db, config.proofBits)
  const { keyring } = config

  app.route({
    ...publicContract.form,
    config: { open: true, rateLimit: LOOKS },
    handler: async () => readForm(db, await areas.current(), config),
  })

  app.route({
    ...publicContract.area,
    config: { open: true, rateLimit: LOOKS },
    handler: async (request) => {
      const index = await areas.current()
      return toPublicArea(knownArea(index, request.params.code), index)
    },
  })

  app.route({
    ...publicContract.areas,
    config: { open: true, rateLimit: LOOKS },
    handler: async () => toPublicAreas(await areas.current()),
  })

  app.route({
    ...publicContract.near,
    config: { open: true, rateLimit: LOOKS },
    handler: async ({ body: { lon, lat, category } }) => {
      const index = await areas.current()
      const area = index.locate(toUnits(lon), toUnits(lat))
      const main = category === undefined ? null : await mainOf(db, category)
      const here = blurred({ lon, lat })
      const since = Date.now() - NEAR.days * DAY_MS
      const items = main === null ? [] : await incidents.current()
      return {
        area: area && toPublicArea(area, index),
        items: items
          .filter(
            (one) =>
              one.main === main &&
              OPEN_STATES.includes(one.state) &&
              one.reportedAt.getTime() >= since &&
              areNeighbours(here, one),
          )
          .slice(0, NEAR.most)
          .map((one) => toPublicItem(one, offsetMs)),
      }
    },
  })

  app.route({
    ...publicContract.challenge,
    config: { open: true, rateLimit: CHALLENGES },
    handler: async (_request, reply) => {
      const made = await challenges.make(Date.now())
      return reply.code(201).send({ ...made, expiresAt: made.expiresAt.toISOString() })
    },
  })

  app.route({
    ...publicContract.report,
    config: { open: true, rateLimit: REPORTS },
    handler: async (request, reply) => {
      const { proof, ...report } = request.body
      const now = Date.now()
      const around = { db, areas: await areas.current(), offsetMs, keyring }
      const { number, code } = await takeReport(around, report, {
        now,
        key: request.headers['idempotency-key'],
        admit: (trx) => challenges.spend(trx, proof, now),
      })
      return reply.code(201).send({ number, code })
    },
  })

  app.route({
    ...publicContract.follow,
    config: { open: true, rateLimit: REPORTS },
    handler: async (request, reply) => {
      const { number, proof } = request.body
      const code = await followIncident(db, {
        number,
        key: request.headers['idempotency-key'],
        admit: (trx) => challenges.spend(trx, proof, Date.now()),
      })
      return reply.code(201).send({ number, code })
    },
  })

  app.route({
    ...publicContract.photo,
    config: { open: true, rateLimit: PHOTOS },
    bodyLimit: MOST_PHOTO_BYTES,
    handler: async (request, reply) => {
      if (!Buffer.isBuffer(request.body))
        throw new CodedError(
          'invalid_input',
          'The body must be a photo: image/jpeg, image/png or image/webp.',
        )
      const photos = await addPublicPhoto(db, request.headers['x-tracking-code'], request.body, Date.now())
      return reply.code(201).send({ photos })
    },
  })

  app.route({
    ...publicContract.track,
    config: { open: true, rateLimit: CODES },
    handler: async (request) => readTracked(db, await areas.current(), request.body.code, offsetMs),
  })

  app.route({
    ...publicContract.rate,
    config: { open: true, rateLimit: CODES },
    handler: async (request) => {
      const { code, rating } = request.body
      await rateReport(db, code, rating, Date.now())
      return readTracked(db, await areas.current(), code, offsetMs)
    },
  })

  app.route({
    ...publicContract.map,
    config: { open: true, rateLimit: LOOKS },
    handler: async () => toPublicMap(await incidents.current(), await areas.current(), offsetMs),
  })
}
