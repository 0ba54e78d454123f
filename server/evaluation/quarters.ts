import type { Db } from '../db/connect.ts'
import { readInScope } from '../db/row-scope.ts'
import { quarterNamed, quarterOf, type Quarter } from '../domain/quarter.ts'
import { CodedError } from '../errors.ts'
import { readFirstMoment } from './queries.ts'

type Clock = { now: number; offsetMs: (ms: number) => number }

/** Older quarters than these are not offered: ten years. */
const MOST_QUARTERS = 40

/** The quarters since the first incident, the running one first. */
export async function knownQuarters(db: Db, { now, offsetMs }: Clock): Promise<Quarter[]> {
  const first = (await readInScope(db, 'county', readFirstMoment)) ?? now
  const quarters: Quarter[] = []
  for (let back = 0; back < MOST_QUARTERS; back += 1) {
    const quarter = quarterOf(now, offsetMs, -back)
    if (back > 0 && quarter.to <= first) break
    quarters.push(quarter)
  }
  return quarters
}

/** The quarter of a name, where it has begun. Throws unknown_quarter. */
export function begunQuarter(name: string, { now, offsetMs }: Clock): Quarter {
  const quarter = quarterNamed(name, offsetMs)
  if (quarter !== null && quarter.from <= now) return quarter
  throw new CodedError('unknown_quarter', `${name} has not begun yet.`)
}

/** The same, where it is one of those that are offered: what is closed is closed for good, and no slip in a year. Throws unknown_quarter. */
export async function offeredQuarter(db: Db, name: string, clock: Clock): Promise<Quarter> {
  const quarter = begunQuarter(name, clock)
  const offered = await knownQuarters(db, clock)
  if (offered.some((known) => known.name === quarter.name)) return quarter
  throw new CodedError(
    'unknown_quarter',
    `No incident is on file from the time of ${name}, so it is no quarter of ours.`,
  )
}
