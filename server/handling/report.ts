import { createHash } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import { inViewersScope, rolesAt, rootsOf } from '../accounts/scope.ts'
import { isSameContact, needed } from '../contacts/contacts.ts'
import type { Db } from '../db/connect.ts'
import type { Database } from '../db/types.ts'
import { toUnits } from '../domain/coverage/shape.ts'
import { may, PERMISSIONS } from '../domain/permission.ts'
import type { Role } from '../domain/role.ts'
import { CodedError } from '../errors.ts'
import type { Keyring } from '../secret/keyring.ts'
import type { Asking } from './act.ts'
import type { ReportBody } from './contract.ts'
import { putOnFile, readCategoryTerms, type NewCase } from './put-on-file.ts'

/** A clock of a phone may be a little ahead of ours. */
const CLOCK_SLACK_MS = 5 * 60_000

export type ReportTerms = {
  now: number
  offsetMs: (ms: number) => number
  key: string | null
  /** What seals contact details, where some are given. */
  keyring: Keyring | null
}

/**
 * Puts an incident on file, in the grid that its point lies in, with its deadlines, its first event, and how to
 * reach who told of it if they said so, in one transaction. The same key gives the same incident again. Returns its id. Throws not_allowed, out_of_scope,
 * invalid_input, contact_unavailable or key_reused.
 */
export async function report(
  db: Db,
  asking: Asking,
  body: ReportBody,
  { now, offsetMs, key, keyring }: ReportTerms,
): Promise<number> {
  const [x, y] = [toUnits(body.lon), toUnits(body.lat)]
  const grid = asking.areas.locate(x, y)
  const role = reporterRole(asking, grid?.id ?? null)
  const occurredAt = readOccurredAt(body.occurredAt, now)
  const rule = await readCategoryTerms(db, body.category)
  if (body.contact) needed(keyring)
  return inViewersScope(db, asking, async (trx) => {
    const known = key === null ? null : await knownReport(trx, asking.viewer.accountId, key, body, keyring)
    if (known !== null) return known
    const given: NewCase = {
      category: body.category,
      rule,
      source: body.source ?? sourceOf(role),
      title: body.title.trim(),
      description: body.description?.trim() || null,
      address: body.address?.trim() || null,
      place: { x, y, versionId: grid?.versionId ?? null },
      occurredAt,
      priority: body.priority ?? 0,
      contact: body.contact ?? null,
      actor: asking.viewer.name,
      actorRole: role,
    }
    const { id } = await putOnFile(trx, given, { now, offsetMs, keyring })
    if (key !== null) {
      await trx
        .insertInto('report_key')
        .values({ account_id: asking.viewer.accountId, key, body_hash: hashBody(body), incident_id: id })
        .execute()
    }
    return id
  })
}

/** The role by which somebody may report from this grid; null: from outside every grid, which only the county's roles may. */
function reporterRole({ viewer, areas }: Asking, gridId: number | null): Role {
  const here = rolesAt(viewer, areas, { areaId: gridId, unit: null })
  const role = PERMISSIONS.report.find((name) => here.has(name))
  if (role) return role
  if (!viewer.grants.some(({ role: granted }) => may([granted], 'report'))) {
    throw new CodedError('not_allowed', `Reporting is for ${PERMISSIONS.report.join(', ')}.`)
  }
  const roots = rootsOf(viewer, areas)?.map(({ code }) => code) ?? []
  throw new CodedError(
    'out_of_scope',
    `The place is not in an area that you look after: ${roots.join(', ')}.`,
  )
}

function sourceOf(role: Role): string {
  return role === 'operator' || role === 'manager' ? 'operator' : 'inspection'
}

function readOccurredAt(given: string | undefined, now: number): number {
  if (given === undefined) return now
  const at = Date.parse(given)
  if (!(at >= Date.UTC(1970, 0, 2) && at <= now + CLOCK_SLACK_MS)) {
    throw new CodedError('invalid_input', `"occurredAt" must not be in the future, but it is ${given}.`)
  }
  return Math.min(at, now)
}

/** The incident that this account reported under this key before. */
async function knownReport(
  trx: Transaction<Database>,
  accountId: number,
  key: string,
  body: ReportBody,
  keyring: Keyring | null,
): Promise<number | null> {
  // Two that come at once: the second waits here and finds what the first has made.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${accountId} ${key}`}, 0))`.execute(trx)
  const row = await trx
    .selectFrom('report_key')
    .select(['body_hash', 'incident_id'])
    .where('account_id', '=', accountId)
    .where('key', '=', key)
    .executeTakeFirst()
  if (!row) return null
  const isSame =
    row.body_hash === hashBody(body) &&
    (!body.contact || (await isSameContact(trx, keyring, row.incident_id, body.contact)))
  if (isSame) return row.incident_id
  throw new CodedError('key_reused', 'This Idempotency-Key was used for another report; take a new one.')
}

/** Of contact details only that there are some: a number would be found in the hash by trying all there are. */
function hashBody({ contact, ...rest }: ReportBody): string {
  const told = contact ? { ...rest, contact: 'given' } : rest
  const sorted = Object.entries(told).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex')
}
