import type { Photo } from '../../server/contract.ts'
import { request } from '../api.ts'

/** What photos may be, for the file chooser; phones turn their own formats into the first. */
export const PHOTO_TYPES = 'image/jpeg,image/png,image/webp'

/** Sends a photo as it is; the server encodes it anew. Gives all photos of the incident. Throws ApiError. */
export async function uploadPhoto(incidentId: number, file: File, csrf: string): Promise<Photo[]> {
  const response = await request(`/api/incidents/${incidentId}/photos`, undefined, {
    method: 'POST',
    headers: { 'content-type': file.type, 'x-csrf-token': csrf },
    body: file,
  })
  return ((await response.json()) as { items: Photo[] }).items
}
