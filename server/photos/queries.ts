import type { Db } from '../db/connect.ts'
import type { Photo } from './contract.ts'
import type { EncodedPhoto } from './encode-photo.ts'

export async function readPhotos(db: Db, incidentId: number): Promise<Photo[]> {
  const rows = await db
    .selectFrom('photo')
    .select(['id', 'width', 'height', 'added_by as addedBy', 'added_at as addedAt'])
    .where('incident_id', '=', incidentId)
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ ...row, addedAt: row.addedAt.toISOString() }))
}

export async function insertPhoto(
  db: Db,
  incidentId: number,
  addedBy: string,
  { body, small, width, height }: EncodedPhoto,
  uploadId: string | null = null,
): Promise<number> {
  const { id } = await db
    .insertInto('photo')
    .values({ incident_id: incidentId, added_by: addedBy, width, height, body, small, upload_id: uploadId })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** The bytes of a photo of an incident; null when it has none of this id. */
export async function readPhoto(
  db: Db,
  incidentId: number,
  id: number,
  size: 'whole' | 'small',
): Promise<Uint8Array | null> {
  const row = await db
    .selectFrom('photo')
    .select(size === 'small' ? 'small as bytes' : 'body as bytes')
    .where('id', '=', id)
    .where('incident_id', '=', incidentId)
    .executeTakeFirst()
  return row?.bytes ?? null
}

/** The incident that an upload has become a photo of; null while it is none. */
export async function incidentOfUpload(db: Db, uploadId: string): Promise<number | null> {
  const row = await db
    .selectFrom('photo')
    .select('incident_id')
    .where('upload_id', '=', uploadId)
    .executeTakeFirst()
  return row?.incident_id ?? null
}
