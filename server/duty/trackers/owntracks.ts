import { toPosition, unfit, readTime, type TrackerReport } from './osmand.ts'

/**
 * Reads what OwnTracks sends in HTTP mode: JSON, with the key as password of Basic authentication. Null for messages that tell no
 * place (its status, waypoints). Throws invalid_input.
 */
export function readOwnTracks(authorization: string | undefined, body: unknown): TrackerReport | null {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw unfit('body', 'a message of OwnTracks as JSON', body)
  const message = body as Record<string, unknown>
  if (message['_type'] === 'encrypted')
    throw unfit('_type', 'a message in the clear (leave the encryption key of OwnTracks empty)', 'encrypted')
  if (message['_type'] !== 'location') return null
  const { lat, lon, acc, tst } = message
  if (typeof lon !== 'number') throw unfit('lon', 'a number', lon)
  if (typeof lat !== 'number') throw unfit('lat', 'a number', lat)
  return {
    key: passwordOf(authorization),
    position: toPosition({ lon, lat, accuracy: typeof acc === 'number' ? acc : null, at: readTime(tst) }),
  }
}

function passwordOf(authorization: string | undefined): string {
  const encoded = /^Basic (.+)$/i.exec(authorization ?? '')?.[1]
  const pair = encoded === undefined ? '' : Buffer.from(encoded, 'base64').toString('utf8')
  const password = pair.slice(pair.indexOf(':') + 1)
  if (pair.includes(':') && password !== '') return password
  throw unfit('authorization', 'Basic, with the key as password', undefined)
}
