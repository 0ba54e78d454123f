import { perAccount } from '../accounts/per-account.ts'
import { viewerOf } from '../accounts/viewer.ts'
import type { App } from '../app-types.ts'
import type { Db } from '../db/connect.ts'
import { CodedError } from '../errors.ts'
import { uploadContract } from './upload-contract.ts'
import { addPart, beginUpload, ownUpload } from './uploads.ts'

const MOST_PART_BYTES = 2 ** 18
/** Sixty photos a minute come in so many parts. */
const PARTS = perAccount(1200)

/** Files in parts, each for its own account. A registered plugin: only here bytes of any kind are taken. */
export async function uploadRoutes(app: App, { db }: { db: Db }): Promise<void> {
  app.addContentTypeParser(
    'application/octet-stream',
    { parseAs: 'buffer', bodyLimit: MOST_PART_BYTES },
    (_request, body, done) => done(null, body),
  )

  app.route({
    ...uploadContract.begin,
    config: { rateLimit: PARTS },
    handler: (request) => beginUpload(db, viewerOf(request).accountId, request.params.id, request.body.size),
  })

  app.route({
    ...uploadContract.state,
    handler: (request) => ownUpload(db, viewerOf(request).accountId, request.params.id),
  })

  app.route({
    ...uploadContract.part,
    config: { rateLimit: PARTS },
    bodyLimit: MOST_PART_BYTES,
    handler: async (request) => {
      const { body } = request
      if (!Buffer.isBuffer(body) || body.length === 0)
        throw new CodedError('invalid_input', 'The body must be bytes, as application/octet-stream.')
      const { id } = request.params
      return addPart(db, viewerOf(request).accountId, { id, start: request.query.start, body })
    },
  })
}
