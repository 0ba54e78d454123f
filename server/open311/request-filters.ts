import { Open311Error } from './open311-error.ts'
import { many, one, type Parameters } from './parameters.ts'
import { readTime, wholeDays } from './time.ts'

const DAY_MS = 86_400_000
/** The specification's own limits. */
const LONGEST_DAYS = 90
export const MOST_REQUESTS = 1000

const STATUSES = ['open', 'closed'] as const
export type Status = (typeof STATUSES)[number]

/** Which requests are asked for: some by their ids, whatever else was given, or those that fit, newest first. */
export type RequestFilters =
  | { ids: readonly string[] }
  | {
      ids: null
      /** Empty: all. */
      codes: readonly string[]
      /** Reported from this moment, and before that one. */
      from: number
      before: number
      status: Status | null
      limit: number
      offset: number
    }

/** Reads the arguments of GET Service Requests, with the pages that many servers add. `now` in milliseconds. */
export function readFilters(
  parameters: Parameters,
  now: number,
  offsetMs: (ms: number) => number,
): RequestFilters {
  const ids = many(parameters, 'service_request_id')
  if (ids.length > MOST_REQUESTS)
    throw new Open311Error(
      400,
      `service_request_id takes up to ${MOST_REQUESTS} ids, but there are ${ids.length}.`,
    )
  if (ids.length > 0) return { ids }
  const statuses = many(parameters, 'status').map(readStatus)
  const limit = readCount(parameters, 'page_size', MOST_REQUESTS) ?? MOST_REQUESTS
  const page = readCount(parameters, 'page', 1_000_000) ?? 1
  return {
    ids: null,
    codes: many(parameters, 'service_code'),
    ...wholeDays(readSpan(parameters, now), offsetMs),
    status: new Set(statuses).size === 1 ? statuses[0]! : null,
    limit,
    offset: (page - 1) * limit,
  }
}

/** From start_date to end_date; with one of them, the days beside it; with none, the last days. */
function readSpan(parameters: Parameters, now: number): { from: number; to: number } {
  const [start, end] = [one(parameters, 'start_date'), one(parameters, 'end_date')]
  const from = start === null ? null : readTime('start_date', start)
  const to = end === null ? null : readTime('end_date', end)
  const longest = LONGEST_DAYS * DAY_MS
  if (from === null) return { from: (to ?? now) - longest, to: to ?? now }
  if (to === null) return { from, to: from + longest }
  if (to < from) throw new Open311Error(400, 'start_date must not be later than end_date.')
  if (to - from > longest) {
    throw new Open311Error(
      400,
      `start_date and end_date may be ${LONGEST_DAYS} days apart, but they are ${Math.ceil((to - from) / DAY_MS)}.`,
    )
  }
  return { from, to }
}

function readStatus(given: string): Status {
  const known = STATUSES.find((status) => status === given.toLowerCase())
  if (known) return known
  throw new Open311Error(400, `status must be open or closed, but it is "${given.slice(0, 40)}".`)
}

function readCount(parameters: Parameters, name: string, most: number): number | null {
  const given = one(parameters, name)
  if (given === null) return null
  const count = /^\d{1,9}$/.test(given) ? Number(given) : 0
  if (count >= 1 && count <= most) return count
  throw new Open311Error(
    400,
    `${name} must be a whole number from 1 to ${most}, but it is "${given.slice(0, 40)}".`,
  )
}
