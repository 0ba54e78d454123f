import type { Transaction } from 'kysely'
import type { Db } from '../../db/connect.ts'
import type { Database } from '../../db/types.ts'
import { DUTY_RULES, oldestTaken } from '../../domain/duty/duty-rules.ts'
import { CodedError } from '../../errors.ts'
import { lockOpenSession, lockSession, writeSession, type SessionChange, type SessionRow } from './session.ts'

export type DutyStep = 'pause' | 'resume' | 'end'

/**
 * Begins a session of an operator; one of this id that there is already is given again. Another one that is open ends as this one
 * begins: an operator is in one place. Throws invalid_input for a time that is ahead of us or too long ago.
 */
export function beginDuty(
  db: Db,
  operatorId: number,
  { id, startedAt }: { id: string; startedAt: number },
  now: number,
): Promise<SessionRow> {
  return db.transaction().execute(async (trx) => {
    // Of two phones that begin at once, the second waits here.
    await trx.selectFrom('operator').select('id').where('id', '=', operatorId).forUpdate().execute()
    const known = await findSession(trx, operatorId, id)
    if (known) return known
    checkTime(startedAt, now)
    const open = await lockOpenSession(trx, operatorId)
    // A phone without signal may tell only now of a session from before the one that is open: that one goes on.
    const isBefore = open !== null && startedAt < open.startedAt.getTime()
    if (open && !isBefore) {
      const endedAt = new Date(Math.min(startedAt, open.endsAt.getTime()))
      await writeSession(trx, open, { endedAt, endedBy: 'operator' })
    }
    const endsAt = startedAt + DUTY_RULES.longestMs
    const lastAt = isBefore ? Math.min(endsAt, open.startedAt.getTime()) : endsAt
    const isOver = isBefore || lastAt <= now
    await trx
      .insertInto('duty_session')
      .values({
        id,
        operator_id: operatorId,
        started_at: new Date(startedAt),
        ends_at: new Date(endsAt),
        heard_at: new Date(now),
        paused_at: null,
        ended_at: isOver ? new Date(lastAt) : null,
        ended_by: isOver ? 'limit' : null,
      })
      .execute()
    return lockSession(trx, operatorId, id)
  })
}

async function findSession(
  trx: Transaction<Database>,
  operatorId: number,
  id: string,
): Promise<SessionRow | null> {
  const taken = await trx
    .selectFrom('duty_session')
    .select('operator_id')
    .where('id', '=', id)
    .executeTakeFirst()
  if (!taken) return null
  if (taken.operator_id === operatorId) return lockSession(trx, operatorId, id)
  throw new CodedError('invalid_input', 'Another session has this id: make a new one at random.')
}

/** Pauses, resumes or ends a session; what is so already stays so. Throws unknown_session, or invalid_input for a time ahead of us. */
export function stepDuty(
  db: Db,
  operatorId: number,
  id: string,
  { step, at }: { step: DutyStep; at: number },
  now: number,
): Promise<SessionRow> {
  return db.transaction().execute(async (trx) => {
    const row = await lockSession(trx, operatorId, id)
    checkTime(at, now)
    return writeSession(trx, row, { heardAt: new Date(now), ...changeOf(row, step, at) })
  })
}

function changeOf(row: SessionRow, step: DutyStep, at: number): SessionChange {
  const moment = new Date(Math.min(Math.max(at, row.startedAt.getTime()), row.endsAt.getTime()))
  if (step === 'end') {
    // Whoever was not heard of may tell later when they really went.
    const isKnown = row.endedAt !== null && row.endedBy !== 'silence' && row.endedAt <= moment
    return isKnown ? {} : { endedAt: moment, endedBy: 'operator' }
  }
  if (row.endedAt !== null) return {}
  if (step === 'pause') return row.pausedAt === null ? { pausedAt: moment } : {}
  return { pausedAt: null }
}

function checkTime(at: number, now: number): void {
  if (at > now + DUTY_RULES.slackMs) {
    throw new CodedError(
      'invalid_input',
      `The time must not be ahead of the server's, which is ${new Date(now).toISOString()}, but it is ${new Date(at).toISOString()}.`,
    )
  }
  if (at < oldestTaken(now)) {
    throw new CodedError(
      'invalid_input',
      `The time must be of the last ${DUTY_RULES.keptDays - 1} days, but it is ${new Date(at).toISOString()}.`,
    )
  }
}
