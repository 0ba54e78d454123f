import { CodedError } from '../../errors.ts'
import type { SentPosition } from '../../domain/duty/judge-positions.ts'

/** What a tracker app sent: whose key, and a position with its time in milliseconds. */
export type TrackerReport = { key: string; position: SentPosition }

type Fields = Readonly<Record<string, unknown>>

/** A clock in seconds has so few digits until the year 2286; one in milliseconds has more. */
const MOST_SECONDS = 1e10

/**
 * Reads what OsmAnd, Traccar Client and others send as "OsmAnd protocol": fields in the query or a form (`id` or `deviceid`,
 * `lat`, `lon`, `timestamp`, `accuracy`; others are not looked at), or the JSON of newer Traccar Clients (`device_id`, `location`).
 * Throws invalid_input.
 */
export function readOsmAnd(query: Fields, body: unknown): TrackerReport {
  if (isObject(body) && isObject(body['location'])) return readJson(body, body['location'])
  const fields = { ...query, ...(isObject(body) ? body : {}) }
  const accuracy = fields['accuracy']
  return {
    key: textOf(fields['id'] ?? fields['deviceid'], 'id'),
    position: toPosition({
      lon: numberOf(fields['lon'], 'lon'),
      lat: numberOf(fields['lat'], 'lat'),
      accuracy: accuracy === undefined || accuracy === '' ? null : numberOf(accuracy, 'accuracy'),
      at: readTime(fields['timestamp']),
    }),
  }
}

function readJson(body: Fields, location: Fields): TrackerReport {
  const coords = location['coords']
  if (!isObject(coords)) throw unfit('location.coords', 'latitude and longitude', coords)
  const accuracy = coords['accuracy']
  return {
    key: textOf(body['device_id'], 'device_id'),
    position: toPosition({
      lon: numberOf(coords['longitude'], 'location.coords.longitude'),
      lat: numberOf(coords['latitude'], 'location.coords.latitude'),
      accuracy: typeof accuracy === 'number' && accuracy >= 0 ? accuracy : null,
      at: readTime(location['timestamp']),
    }),
  }
}

/** A position of a tracker, whose clock is taken for the server's. Throws invalid_input for a place that is none. */
export function toPosition(given: {
  lon: number
  lat: number
  accuracy: number | null
  at: number
}): SentPosition {
  const { lon, lat, accuracy, at } = given
  if (Math.abs(lon) > 180) throw unfit('lon', 'between -180 and 180', lon)
  if (Math.abs(lat) > 90) throw unfit('lat', 'between -90 and 90', lat)
  if (accuracy !== null && (accuracy < 0 || accuracy > 1e6)) throw unfit('accuracy', 'metres', accuracy)
  return { lon, lat, accuracy, at, deviceAt: at, source: 'tracker' }
}

/** Seconds or milliseconds since 1970, or a text with date and time, in UTC where it names no zone. */
export function readTime(given: unknown): number {
  const expected = 'seconds or milliseconds since 1970, or a date with time'
  if (typeof given === 'string' && /[-:]/.test(given)) {
    const hasZone = /(Z|[+-]\d\d:?\d\d)$/i.test(given)
    return inReach(Date.parse(hasZone ? given : `${given.replace(' ', 'T')}Z`), expected, given)
  }
  const number = typeof given === 'number' ? given : Number(given === '' ? NaN : given)
  return inReach(Math.round(number < MOST_SECONDS ? number * 1000 : number), expected, given)
}

/** Times that the database can hold. */
function inReach(ms: number, expected: string, given: unknown): number {
  if (ms >= 0 && ms < Date.UTC(2200, 0)) return ms
  throw unfit('timestamp', expected, given)
}

function numberOf(given: unknown, name: string): number {
  const number = typeof given === 'string' && given.trim() !== '' ? Number(given) : given
  if (typeof number === 'number' && Number.isFinite(number)) return number
  throw unfit(name, 'a number', given)
}

function textOf(given: unknown, name: string): string {
  if (typeof given === 'string' && given !== '') return given
  throw unfit(name, 'the key of GET /api/duty', given)
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function unfit(name: string, expected: string, given: unknown): CodedError {
  const came = given === undefined ? 'it is not there' : `it is ${JSON.stringify(given)?.slice(0, 80)}`
  return new CodedError('invalid_input', `"${name}" must be ${expected}, but ${came}.`)
}
