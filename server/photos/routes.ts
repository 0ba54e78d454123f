import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { inViewersScope, readInViewersScope } from '../accounts/scope.ts'
import { perAccount } from '../accounts/per-account.ts'
import { viewerOf } from '../accounts/viewer.ts'
import type { App } from '../app-types.ts'
import type { AreaCache } from '../areas/area-cache.ts'
import type { Db } from '../db/connect.ts'
import { isOpen, STATES } from '../domain/incident-state.ts'
import { awaitsEvidence } from '../domain/lifecycle/evidence.ts'
import { mayAddPhotos } from '../domain/lifecycle/photos.ts'
import { CodedError } from '../errors.ts'
import { actorOf, caseFor, seen, type Asking } from '../handling/act.ts'
import { takeStep } from '../handling/take-step.ts'
import { photoContract } from './contract.ts'
import { encodePhoto } from './encode-photo.ts'
import { insertPhoto, readPhoto, readPhotos } from './queries.ts'

const MOST_BYTES = 12 * 2 ** 20
const MOST_PHOTOS = 12
const UPLOADS = perAccount(60)

type Dependencies = { db: Db; areas: AreaCache }

/** Photos of incidents: for whoever sees the incident, added while it is open. */
export function photoRoutes(app: App, { db, areas }: Dependencies): void {
  const asking = async (request: FastifyRequest): Promise<Asking> => ({
    viewer: viewerOf(request),
    areas: await areas.current(),
  })
  app.addContentTypeParser(
    ['image/jpeg', 'image/png', 'image/webp'],
    { parseAs: 'buffer', bodyLimit: MOST_BYTES },
    (_request, body, done) => done(null, body),
  )

  app.route({
    ...photoContract.list,
    handler: async (request) => {
      const who = await asking(request)
      const id = Number(request.params.id)
      return {
        items: await readInViewersScope(db, who, async (trx) => {
          await caseFor(trx, who, id)
          return readPhotos(trx, id)
        }),
      }
    },
  })

  app.route({
    ...photoContract.add,
    config: { rateLimit: UPLOADS },
    bodyLimit: MOST_BYTES,
    handler: async (request, reply) => {
      const who = await asking(request)
      const id = Number(request.params.id)
      // Before the work of decoding: whether they see it at all.
      await readInViewersScope(db, who, (trx) => caseFor(trx, who, id))
      if (!Buffer.isBuffer(request.body)) {
        throw new CodedError(
          'invalid_input',
          'The body must be a photo: image/jpeg, image/png or image/webp.',
        )
      }
      const photo = await encodePhoto(request.body)
      const items = await inViewersScope(db, who, async (trx) => {
        await takeStep(trx, id, async (found) => {
          const row = seen(who, id, found)
          const { incident } = row
          const actor = actorOf(who, row)
          if (!mayAddPhotos(incident, actor)) {
            const isOver = !isOpen(STATES.indexOf(incident.state))
            throw isOver
              ? new CodedError('wrong_state', `Photos are added while it is open, not ${incident.state}.`)
              : new CodedError('not_allowed', 'Photos are for those who work on an incident.')
          }
          // What feedback waits for is taken also when reworks have filled the number.
          if ((await readPhotos(trx, id)).length >= MOST_PHOTOS && !awaitsEvidence(incident, row))
            throw new CodedError('invalid_input', `An incident has at most ${MOST_PHOTOS} photos.`)
          const photoId = await insertPhoto(trx, id, actor.name, photo)
          const sha256 = createHash('sha256').update(photo.body).digest('hex')
          return {
            incident,
            action: 'photo',
            actor: actor.name,
            actorRole: [...actor.roles][0] ?? 'handler',
            at: Date.now(),
            note: null,
            data: { photo: photoId, sha256 },
          }
        })
        return readPhotos(trx, id)
      })
      return reply.code(201).send({ items })
    },
  })

  app.route({
    ...photoContract.read,
    handler: async (request, reply) => {
      const who = await asking(request)
      const id = Number(request.params.id)
      const { size = 'whole' } = request.query
      const bytes = await readInViewersScope(db, who, async (trx) => {
        await caseFor(trx, who, id)
        return readPhoto(trx, id, Number(request.params.photo), size)
      })
      if (bytes === null)
        throw new CodedError('not_found', `The incident has no photo ${request.params.photo}.`)
      // What a photo shows never changes; only this browser may keep it.
      reply.header('cache-control', 'private, max-age=3600').type('image/jpeg')
      return reply.send(Buffer.from(bytes))
    },
  })
}
