import { inViewersScope, readInViewersScope } from '../accounts/scope.ts'
import type { Db } from '../db/connect.ts'
import { isOpen, STATES } from '../domain/incident-state.ts'
import { awaitsEvidence } from '../domain/lifecycle/evidence.ts'
import { mayAddPhotos } from '../domain/lifecycle/photos.ts'
import { CodedError } from '../errors.ts'
import { actorOf, caseFor, seen, type Asking } from '../handling/act.ts'
import { takeStep } from '../handling/take-step.ts'
import type { Photo } from './contract.ts'
import { encodePhoto } from './encode-photo.ts'
import { photoStep } from './photo-step.ts'
import { incidentOfUpload, readPhotos } from './queries.ts'
import { readWhole } from './uploads.ts'

const MOST_PHOTOS = 12

/**
 * Adds a photo of which all parts are here. One that was added already is not added again: who did not hear the answer asks once more.
 * Throws unknown_incident, unknown_upload, upload_gap, and what `addPhoto` throws.
 */
export async function addUploaded(db: Db, who: Asking, id: number, uploadId: string): Promise<Photo[]> {
  const known = await readInViewersScope(db, who, async (trx) => {
    await caseFor(trx, who, id)
    return (await incidentOfUpload(trx, uploadId)) === id ? readPhotos(trx, id) : null
  })
  if (known !== null) return known
  return addPhoto(db, who, id, await readWhole(db, who.viewer.accountId, uploadId), uploadId)
}

/**
 * Encodes a photo anew and adds it to an incident, with its event. Throws invalid_input for what is no photo or one too many,
 * wrong_state, not_allowed. `uploadId`: the upload that it came by, which ends with it.
 */
export async function addPhoto(
  db: Db,
  who: Asking,
  id: number,
  body: Buffer,
  uploadId: string | null,
): Promise<Photo[]> {
  const photo = await encodePhoto(body)
  return inViewersScope(db, who, async (trx) => {
    await takeStep(trx, id, async (found) => {
      const row = seen(who, id, found)
      const { incident } = row
      const actor = actorOf(who, row)
      // Two that add the same upload at once wait for each other here.
      if (uploadId !== null && (await incidentOfUpload(trx, uploadId)) !== null)
        throw new CodedError('wrong_state', 'The upload has become a photo already.')
      if (!mayAddPhotos(incident, actor)) {
        const isOver = !isOpen(STATES.indexOf(incident.state))
        throw isOver
          ? new CodedError('wrong_state', `Photos are added while it is open, not ${incident.state}.`)
          : new CodedError('not_allowed', 'Photos are for those who work on an incident.')
      }
      // What feedback waits for is taken also when reworks have filled the number.
      if ((await readPhotos(trx, id)).length >= MOST_PHOTOS && !awaitsEvidence(incident, row))
        throw new CodedError('invalid_input', `An incident has at most ${MOST_PHOTOS} photos.`)
      const actorRole = [...actor.roles][0] ?? 'handler'
      const step = await photoStep(trx, row, {
        photo,
        actor: actor.name,
        actorRole,
        at: Date.now(),
        uploadId,
      })
      if (uploadId !== null) await trx.deleteFrom('upload').where('id', '=', uploadId).execute()
      return step
    })
    return readPhotos(trx, id)
  })
}
