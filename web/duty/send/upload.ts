import type { KeptFile } from '../store/duty-database.ts'
import { askServer, tellServer } from './ask-server.ts'

/** As much as a weak network carries at once; what arrived is not sent again. */
const PART_BYTES = 256 * 1024

type Standing = { size: number; received: number }

/** Sends a photo in parts, from where the server has it. Throws ApiError; called again, it goes on from there. */
export async function upload(file: KeptFile, csrf: string): Promise<void> {
  const url = `/api/uploads/${file.id}`
  const size = file.bytes.byteLength
  let { received } = await tellServer<Standing>('PUT', url, csrf, { size })
  while (received < size) {
    const part = file.bytes.slice(received, received + PART_BYTES)
    ;({ received } = await askServer<Standing>(`${url}?start=${received}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/octet-stream', 'x-csrf-token': csrf },
      body: part,
    }))
  }
}
