import { inViewersScope, rolesAt, sees, worksFor } from '../accounts/scope.ts'
import type { Viewer } from '../accounts/viewer.ts'
import type { AreaIndex } from '../areas/area-index.ts'
import { readCalendar } from '../calendar/read-calendar.ts'
import { takeLock } from '../db/advisory-lock.ts'
import type { Db } from '../db/connect.ts'
import { ruleOf, type ActionName } from '../domain/lifecycle/actions.ts'
import { applyAction } from '../domain/lifecycle/apply-action.ts'
import type { ActionInput, Actor, Refusal } from '../domain/lifecycle/refusal.ts'
import type { Role } from '../domain/role.ts'
import { CodedError } from '../errors.ts'
import { findByNumber, findUnit, hasDuplicates, readCase, readSteps, type CaseRow } from './queries.ts'
import { takeStep } from './take-step.ts'

/** What is sent with an action. */
export type GivenAction = {
  action: ActionName
  note?: string | undefined
  data?:
    | {
        unit?: string | undefined
        days?: number | undefined
        original?: string | undefined
        rating?: string | undefined
        answer?: string | undefined
      }
    | undefined
}

/** Who asks, and for what they are here. */
export type Asking = { viewer: Viewer; areas: AreaIndex }

export function actorOf({ viewer, areas }: Asking, row: CaseRow): Actor {
  return {
    name: viewer.name,
    roles: rolesAt(viewer, areas, row),
    ofUnit: worksFor(viewer, areas, row),
    listed: row.listed,
  }
}

/** The case that somebody asks for. Throws unknown_incident where there is none that they see. */
export async function caseFor(db: Db, asking: Asking, id: number): Promise<CaseRow> {
  return seen(asking, id, await readCase(db, id, false))
}

/** The case, for somebody who sees it. Throws unknown_incident. */
export function seen({ viewer, areas }: Asking, id: number, row: CaseRow | null): CaseRow {
  if (row && sees(viewer, areas, row)) return row
  throw new CodedError('unknown_incident', `No incident has the id ${id}.`)
}

/**
 * Takes an action on the version of an incident that the actor has seen: the change and its event are one transaction.
 * Throws unknown_incident, stale (with what happened since), not_allowed, wrong_state or invalid_input; then nothing is
 * changed. What was taken before under the same `key` (UUID) is not taken again.
 */
export async function act(
  db: Db,
  asking: Asking,
  id: number,
  version: number,
  given: GivenAction,
  now: number,
  key?: string,
): Promise<void> {
  await inViewersScope(db, asking, async (trx) => {
    if (key !== undefined) {
      await caseFor(trx, asking, id)
      if (!(await isFirst(trx, asking, id, key))) return
    }
    // Of two that are marked as duplicates of each other at once, the second sees what the first has become.
    if (given.action === 'markDuplicate') await takeLock(trx, 'duplicate')
    await takeStep(trx, id, async (found) => {
      const row = seen(asking, id, found)
      if (row.version !== version) throw await stale(trx, row, version)
      const actor = actorOf(asking, row)
      const input = await readInput(trx, asking, row, given)
      // Another server, whose clock is ahead, may have taken the report.
      const at = Math.max(now, row.incident.reportedAt)
      const terms = { rule: row, calendar: await readCalendar(trx) }
      const taken = applyAction(row.incident, given.action, input, actor, at, terms)
      if ('why' in taken) throw refused(taken)
      return {
        ...taken,
        action: given.action,
        actor: actor.name,
        actorRole: roleUsed(given.action, actor),
        at,
        note: given.note?.trim() || null,
      }
    })
  })
}

/**
 * Remembers that an action was sent under a key, if its transaction ends well; false where it was taken before. Of two that come at
 * once the second waits for the first. Throws key_reused for the key of another incident's action.
 */
async function isFirst(trx: Db, { viewer }: Asking, incidentId: number, key: string): Promise<boolean> {
  const sent = { account_id: viewer.accountId, key }
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('sent_action')
    .values({ ...sent, incident_id: incidentId })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (numInsertedOrUpdatedRows === 1n) return true
  const known = await trx
    .selectFrom('sent_action')
    .select('incident_id')
    .where('account_id', '=', viewer.accountId)
    .where('key', '=', key)
    .executeTakeFirst()
  if (known?.incident_id === incidentId) return false
  throw new CodedError('key_reused', 'The Idempotency-Key was used for an action on another incident.')
}

async function stale(db: Db, row: CaseRow, version: number): Promise<CodedError> {
  const steps = (await readSteps(db, row.id)).filter((step) => step.version > version)
  return new CodedError(
    'stale',
    `The incident has the version ${row.version} by now, but the action is meant for version ${version}.`,
    { version: row.version, steps },
  )
}

/** What was sent, looked up: the unit of a code, the incident of a number. */
async function readInput(
  db: Db,
  asking: Asking,
  row: CaseRow,
  { note, data = {} }: GivenAction,
): Promise<ActionInput> {
  const unit = data.unit === undefined ? undefined : await findUnit(db, data.unit)
  if (unit === null) throw new CodedError('invalid_input', `No unit has the code "${data.unit}".`)
  return {
    note,
    unit,
    days: data.days,
    rating: data.rating,
    answer: data.answer,
    originalId: data.original === undefined ? undefined : await originalOf(db, asking, row, data.original),
  }
}

async function originalOf(db: Db, { viewer, areas }: Asking, row: CaseRow, number: string): Promise<number> {
  const found = await findByNumber(db, number.trim())
  if (!found || !sees(viewer, areas, { areaId: found.areaId, unit: null }))
    throw new CodedError('invalid_input', `No incident has the number "${number}".`)
  if (found.id === row.id) throw new CodedError('invalid_input', 'An incident is not a duplicate of itself.')
  if (found.duplicateOf !== null) {
    throw new CodedError('invalid_input', `"${number}" is itself a duplicate: name the first one.`)
  }
  if (found.state === 'rejected' || found.state === 'void') {
    throw new CodedError('invalid_input', `"${number}" is ${found.state}: nothing can be a duplicate of it.`)
  }
  if (await hasDuplicates(db, row.id)) {
    throw new CodedError('invalid_input', 'Others are duplicates of this incident: it is the first itself.')
  }
  return found.id
}

/** The role by which the actor may do it, for the record. */
function roleUsed(action: ActionName, actor: Actor): Role {
  const rule = ruleOf(action)
  const role = rule.by.find((name) => actor.roles.has(name))
  if (role !== undefined && !(rule.byUnit && actor.ofUnit)) return role
  return roleOfUnit(actor)
}

/** The role of somebody who works for the unit that has an incident. */
export function roleOfUnit(actor: Actor): Role {
  return actor.roles.has('manager') ? 'manager' : 'handler'
}

const CODES = {
  role: 'not_allowed',
  state: 'wrong_state',
  input: 'invalid_input',
  duty: 'not_on_duty_list',
} as const

/** Why an action was refused, as an error for the caller. */
export function refused(refusal: Refusal): CodedError {
  const details = refusal.why === 'duty' ? refusal.details : undefined
  return new CodedError(CODES[refusal.why], `Nothing was done: ${refusal.expected}.`, details)
}
