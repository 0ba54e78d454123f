import type { FastifyRequest } from 'fastify'
import { readInViewersScope } from '../accounts/scope.ts'
import { perAccount } from '../accounts/per-account.ts'
import { viewerOf } from '../accounts/viewer.ts'
import type { App } from '../app-types.ts'
import type { AreaCache } from '../areas/area-cache.ts'
import type { Db } from '../db/connect.ts'
import { CodedError } from '../errors.ts'
import { caseFor, type Asking } from '../handling/act.ts'
import { photoContract } from './contract.ts'
import { addPhoto, addUploaded } from './add-photo.ts'
import { readPhoto, readPhotos } from './queries.ts'

const MOST_BYTES = 12 * 2 ** 20
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
      const items = await addPhoto(db, who, id, request.body, null)
      return reply.code(201).send({ items })
    },
  })

  app.route({
    ...photoContract.addUploaded,
    config: { rateLimit: UPLOADS },
    handler: async (request, reply) => {
      const who = await asking(request)
      const id = Number(request.params.id)
      const items = await addUploaded(db, who, id, request.body.upload)
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
