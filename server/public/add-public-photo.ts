import type { Db } from '../db/connect.ts'
import { inScope } from '../db/row-scope.ts'
import { isOpen, STATES } from '../domain/incident-state.ts'
import { PUBLIC_NAME } from '../domain/program-name.ts'
import { CodedError } from '../errors.ts'
import { takeStep } from '../handling/take-step.ts'
import { encodePhoto } from '../photos/encode-photo.ts'
import { photoStep } from '../photos/photo-step.ts'
import { MOST_PHOTOS } from './take-report.ts'
import { trackedBy } from './tracking.ts'

/** Larger ones are scaled down by the page before they are sent. */
export const MOST_PHOTO_BYTES = 4 * 2 ** 20

/**
 * Adds a photo to a report, for whoever holds its code: apart from the report, so that on a weak network the words are safe first. The same photo again is not added again.
 * Returns how many the reporter has added. Throws unknown_code, not_allowed for who only follows, wrong_state once the incident is over, invalid_input.
 */
export async function addPublicPhoto(db: Db, typed: string, bytes: Buffer, now: number): Promise<number> {
  if (bytes.length > MOST_PHOTO_BYTES)
    throw new CodedError(
      'invalid_input',
      `A photo has at most ${MOST_PHOTO_BYTES} bytes, not ${bytes.length}.`,
    )
  // Before the work of decoding: whether there is such a report at all.
  const tracked = await inScope(db, 'county', (trx) => trackedBy(trx, typed))
  if (tracked.kind !== 'report')
    throw new CodedError('not_allowed', 'Whoever reported it adds photos; this code only follows.')
  const photo = await encodePhoto(bytes)
  return inScope(db, 'county', async (trx) => {
    let count = 0
    await takeStep(trx, tracked.incidentId, async (row) => {
      if (row === null) return null
      const own = await trx
        .selectFrom('photo')
        .select((select) => select('body', '=', photo.body as Uint8Array).as('isSame'))
        .where('incident_id', '=', row.id)
        .where('added_by', '=', PUBLIC_NAME)
        .execute()
      count = own.length
      if (own.some(({ isSame }) => isSame)) return null
      if (!isOpen(STATES.indexOf(row.incident.state)))
        throw new CodedError('wrong_state', `Photos are added while it is open, not ${row.incident.state}.`)
      if (count >= MOST_PHOTOS)
        throw new CodedError('invalid_input', `A report has at most ${MOST_PHOTOS} photos.`)
      count += 1
      const at = Math.max(now, row.incident.reportedAt)
      return photoStep(trx, row, { photo, actor: PUBLIC_NAME, actorRole: PUBLIC_NAME, at, uploadId: null })
    })
    return count
  })
}
