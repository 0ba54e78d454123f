import type { Transaction } from 'kysely'
import type { Database } from '../db/types.ts'
import { createCalendar } from '../domain/calendar.ts'
import type { ActionName } from '../domain/lifecycle/actions.ts'
import type { Taken } from '../domain/lifecycle/apply-action.ts'
import { appendEvent } from '../events/append.ts'
import { readCase, writeCase, type CaseRow } from './queries.ts'

/** The calendar by which deadlines run. */
export const calendar = createCalendar()

/** A step that was decided on: what becomes of the incident, and who does what, when and why. */
export type DecidedStep = Taken & {
  action: ActionName | 'photo'
  actor: string
  actorRole: string
  at: number
  note: string | null
}

/** Something that was done with an incident and changes nothing of it: who did it, and when. */
export type DecidedNote = {
  action: 'readContact' | 'eraseContact'
  actor: string
  actorRole: string
  at: number
}

/**
 * The one way by which an incident changes: it is locked, `decide` says what becomes of it, and the change and its event
 * are written, in the transaction of the caller. Nothing is written where `decide` gives null or throws; it gets null
 * where there is no such incident. Returns whether a step was taken.
 */
export async function takeStep(
  trx: Transaction<Database>,
  id: number,
  decide: (row: CaseRow | null) => Promise<DecidedStep | null>,
): Promise<boolean> {
  const row = await readCase(trx, id, true)
  const step = await decide(row)
  if (row === null || step === null) return false
  const version = row.version + 1
  await writeCase(trx, id, version, step.incident)
  await appendEvent(trx, {
    incidentId: id,
    version,
    action: step.action,
    from: row.incident.state,
    to: step.incident.state,
    actor: step.actor,
    actorRole: step.actorRole,
    at: step.at,
    note: step.note,
    data: step.data,
  })
  return true
}

/**
 * Puts into the chain what was done with an incident and changes nothing of it. Its version stays, so that nobody who acts on
 * what they see comes too late by it. As in a step, the incident is locked, and nothing is written where `decide` gives null
 * or throws. Returns whether a note was taken.
 */
export async function takeNote(
  trx: Transaction<Database>,
  id: number,
  decide: (row: CaseRow | null) => Promise<DecidedNote | null>,
): Promise<boolean> {
  const row = await readCase(trx, id, true)
  const note = await decide(row)
  if (row === null || note === null) return false
  const { state } = row.incident
  const { version } = row
  await appendEvent(trx, { ...note, incidentId: id, version, from: state, to: state, note: null, data: {} })
  return true
}
