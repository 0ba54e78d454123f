import { createHash } from 'node:crypto'
import type { AreaIndex } from '../areas/area-index.ts'
import { isSameContact, needed, type GivenContact } from '../contacts/contacts.ts'
import type { Db } from '../db/connect.ts'
import { inScope } from '../db/row-scope.ts'
import { PUBLIC_NAME } from '../domain/program-name.ts'
import { CodedError } from '../errors.ts'
import { putOnFile, readCategoryTerms, type NewCase } from '../handling/put-on-file.ts'
import { takeStep } from '../handling/take-step.ts'
import { encodePhoto } from '../photos/encode-photo.ts'
import { photoStep } from '../photos/photo-step.ts'
import type { Keyring } from '../secret/keyring.ts'
import { findPlace, type GivenPlace } from './find-place.ts'
import { requirePublicCategory } from './public-categories.ts'
import { titleOf } from './title-of.ts'
import { codeOfKey, giveCode, type Sent } from './tracking.ts'

/** A report that comes with so many photos at most. */
export const MOST_PHOTOS = 3

/** What somebody without an account tells. Texts are plain (no NUL, no half character). */
export type PublicReport = GivenPlace & {
  category: string
  /** May be empty where there is a photo. */
  words: string
  photos?: readonly Buffer[]
  contact?: GivenContact | null
}

export type Taking = {
  /** Milliseconds since 1970. */
  now: number
  /** Sent again under the same key, it is the same report; null: each time a new one. */
  key: string | null
  /** Runs in the same transaction before anything is written, and not for what was sent before: it throws what keeps from it. */
  admit?: (trx: Db) => Promise<void>
  /** Runs in the same transaction once it is on file, and again for what was sent before. */
  also?: (trx: Db, incidentId: number) => Promise<void>
}

type Around = { db: Db; areas: AreaIndex; offsetMs: (ms: number) => number; keyring: Keyring | null }

/**
 * Takes a report without an account: an incident of the source "public" by the rules of every report, its photos encoded anew and its contact
 * details sealed, in one transaction. `code` lets whoever holds it follow and rate it; only its hash is kept. Throws invalid_input (category, place,
 * photo, nothing told), contact_unavailable, key_reused.
 */
export async function takeReport(
  { db, areas, offsetMs, keyring }: Around,
  report: PublicReport,
  { now, key, admit, also }: Taking,
): Promise<{ id: number; number: string; code: string }> {
  const { photos = [], contact = null } = report
  const words = report.words.trim()
  checkTold(words, photos)
  const rule = await readCategoryTerms(db, report.category)
  const { name } = await requirePublicCategory(db, report.category)
  const place = findPlace(areas, report)
  if (contact !== null) needed(keyring)
  const encoded = await Promise.all(photos.map((photo) => encodePhoto(photo)))
  const sent: Sent = { key, bodyHash: hashReport(report) }
  return inScope(db, 'county', async (trx) => {
    const known = await codeOfKey(trx, sent)
    if (known !== null) {
      if (contact !== null && !(await isSameContact(trx, keyring, known.incidentId, contact)))
        throw new CodedError('key_reused', 'Under this Idempotency-Key other contact details were sent.')
      const id = known.incidentId
      await also?.(trx, id)
      const { number } = await trx
        .selectFrom('incident')
        .select('number')
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
      return { id, number, code: known.code }
    }
    await admit?.(trx)
    const given: NewCase = {
      category: report.category,
      rule,
      source: 'public',
      title: titleOf(words, name),
      description: words || null,
      address: place.address,
      place: place.point,
      occurredAt: now,
      priority: 0,
      contact,
      actor: PUBLIC_NAME,
      actorRole: PUBLIC_NAME,
    }
    const { id, number } = await putOnFile(trx, given, { now, offsetMs, keyring })
    for (const photo of encoded) {
      const adding = { photo, actor: PUBLIC_NAME, actorRole: PUBLIC_NAME, at: now, uploadId: null }
      await takeStep(trx, id, async (row) => row && photoStep(trx, row, adding))
    }
    const code = await giveCode(trx, { incidentId: id, kind: 'report' }, sent)
    await also?.(trx, id)
    return { id, number, code }
  })
}

function checkTold(words: string, photos: readonly Buffer[]): void {
  if (photos.length > MOST_PHOTOS)
    throw new CodedError('invalid_input', `A report has at most ${MOST_PHOTOS} photos, not ${photos.length}.`)
  if (words === '' && photos.length === 0)
    throw new CodedError('invalid_input', 'A report says something in words, or shows it in a photo.')
}

/** Of contact details only that there are some: a number would be found in the hash by trying all there are. */
function hashReport({ category, words, place, grid, address, photos = [], contact }: PublicReport): string {
  const shown = photos.map((photo) => createHash('sha256').update(photo).digest('hex'))
  const told = [
    category,
    words,
    place?.lon,
    place?.lat,
    grid ?? null,
    address ?? null,
    shown,
    contact ? 'given' : null,
  ]
  return createHash('sha256').update(JSON.stringify(told)).digest('hex')
}
