import { createHash } from 'node:crypto'
import type { Transaction } from 'kysely'
import type { Database } from '../db/types.ts'
import type { IncidentCase } from '../domain/lifecycle/incident-case.ts'
import type { DecidedStep } from '../handling/take-step.ts'
import type { EncodedPhoto } from './encode-photo.ts'
import { insertPhoto } from './queries.ts'

type Adding = {
  photo: EncodedPhoto
  actor: string
  actorRole: string
  at: number
  /** The upload that it came by. */
  uploadId: string | null
}

/** Keeps a photo of an incident that the transaction has locked, and gives the step that says so. */
export async function photoStep(
  trx: Transaction<Database>,
  { id, incident }: { id: number; incident: IncidentCase },
  { photo, actor, actorRole, at, uploadId }: Adding,
): Promise<DecidedStep> {
  const photoId = await insertPhoto(trx, id, actor, photo, uploadId)
  const sha256 = createHash('sha256').update(photo.body).digest('hex')
  return { incident, action: 'photo', actor, actorRole, at, note: null, data: { photo: photoId, sha256 } }
}
