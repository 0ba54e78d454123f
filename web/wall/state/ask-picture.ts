import type { WallPicture } from '../../../server/contract.ts'
import { ApiError, request, withQuery } from '../../api.ts'

/**
 * The picture of an area (its code), with its tag; null where it is still the one of `etag`. Asked past the browser's cache, for what
 * has not changed need not be read again.
 */
export async function askPicture(
  area: string | null,
  etag: string | null,
  signal: AbortSignal,
): Promise<{ picture: WallPicture; etag: string | null } | null> {
  const url = withQuery('/api/wall/picture', { area })
  const headers: Record<string, string> = etag === null ? {} : { 'if-none-match': etag }
  try {
    const response = await request(url, signal, { cache: 'no-store', headers })
    return { picture: (await response.json()) as WallPicture, etag: response.headers.get('etag') }
  } catch (error) {
    if (error instanceof ApiError && error.status === 304) return null
    throw error
  }
}
