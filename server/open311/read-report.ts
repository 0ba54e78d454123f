import type { GivenContact } from '../contacts/contacts.ts'
import { Open311Error } from './open311-error.ts'
import { one, type Parameters } from './parameters.ts'
import { readContact } from './read-contact.ts'

/** The specification's own limit. */
const MOST_WORDS = 4000
const MOST_ADDRESS = 200
const MOST_URL = 2000

/** What an app tells: where it is, in words, by a point or by the code of a grid, and what is there. */
export type ToldReport = {
  place: { lon: number; lat: number } | null
  grid: string | null
  address: string | null
  /** Null: nothing but what kind of service it is. */
  description: string | null
  mediaUrl: string | null
  contact: GivenContact | null
}

/**
 * Reads the form of POST Service Request. All that is wrong is told at once. device_id and account_id are taken and not kept: they
 * would tie together what one person reports.
 */
export function readReport(parameters: Parameters): ToldReport {
  const faults: string[] = []
  const attempt = <Result>(read: () => Result): Result | null => {
    try {
      return read()
    } catch (error) {
      if (!(error instanceof Open311Error)) throw error
      faults.push(...error.descriptions)
      return null
    }
  }
  const told = {
    place: attempt(() => readPlace(parameters)),
    grid: attempt(() => shorter(parameters, 'address_id', 64)),
    address: attempt(() => shorter(parameters, 'address_string', MOST_ADDRESS)),
    description: attempt(() => shorter(parameters, 'description', MOST_WORDS)),
    mediaUrl: attempt(() => readMediaUrl(parameters)),
    contact: attempt(() => readContact(parameters)),
  }
  if (faults.length === 0 && told.place === null && told.grid === null && told.address === null)
    faults.push('A location is needed: lat and long, address_string, or the code of a grid as address_id.')
  if (faults.length > 0) throw new Open311Error(400, ...faults)
  return told
}

function readPlace(parameters: Parameters): { lon: number; lat: number } | null {
  const [lat, long] = [readDegrees(parameters, 'lat', 90), readDegrees(parameters, 'long', 180)]
  if (lat === null && long === null) return null
  if (lat !== null && long !== null) return { lon: long, lat }
  throw new Open311Error(400, 'lat and long go together: one of them is missing.')
}

function readDegrees(parameters: Parameters, name: string, most: number): number | null {
  const given = one(parameters, name)
  if (given === null) return null
  const degrees = /^[+-]?\d{1,3}(\.\d{1,20})?$/.test(given) ? Number(given) : NaN
  if (Math.abs(degrees) <= most) return degrees
  throw new Open311Error(
    400,
    `${name} must be degrees (WGS 84) from -${most} to ${most}, but it is "${given.slice(0, 40)}".`,
  )
}

function shorter(parameters: Parameters, name: string, most: number): string | null {
  const given = one(parameters, name)
  if (given === null || given.length <= most) return given
  throw new Open311Error(400, `${name} may have ${most} characters, but it has ${given.length}.`)
}

/** It is for people to look at, and never asked for by us: the server may have no way out, and must not be sent anywhere by a stranger. */
function readMediaUrl(parameters: Parameters): string | null {
  const given = one(parameters, 'media_url')
  if (given === null) return null
  const isUrl = /^https?:\/\/[^\s<>"]+$/i.test(given) && URL.canParse(given)
  if (isUrl && given.length <= MOST_URL) return given
  throw new Open311Error(
    400,
    `media_url must be an http or https address of at most ${MOST_URL} characters; a picture itself cannot be sent here.`,
  )
}
