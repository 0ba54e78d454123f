import type { Db } from '../../db/connect.ts'
import { CodedError } from '../../errors.ts'
import type { DutySession } from '../contract.ts'

const COLUMNS = [
  'no',
  'id',
  'operator_id as operatorId',
  'started_at as startedAt',
  'ends_at as endsAt',
  'heard_at as heardAt',
  'paused_at as pausedAt',
  'ended_at as endedAt',
  'ended_by as endedBy',
] as const

export type SessionRow = {
  no: number
  id: string
  operatorId: number
  startedAt: Date
  endsAt: Date
  heardAt: Date
  pausedAt: Date | null
  endedAt: Date | null
  endedBy: 'operator' | 'limit' | 'silence' | null
}

export function tellSession(row: SessionRow): DutySession {
  return {
    id: row.id,
    startedAt: row.startedAt.toISOString(),
    endsAt: row.endsAt.toISOString(),
    pausedAt: row.pausedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
    endedBy: row.endedBy,
    heardAt: row.heardAt.toISOString(),
  }
}

/** A session of an operator, which nobody else changes before the transaction ends. Throws unknown_session. */
export async function lockSession(trx: Db, operatorId: number, id: string): Promise<SessionRow> {
  const row = await trx
    .selectFrom('duty_session')
    .select(COLUMNS)
    .where('id', '=', id)
    .where('operator_id', '=', operatorId)
    .forUpdate()
    .executeTakeFirst()
  if (row) return row
  throw new CodedError('unknown_session', `You have no duty session of the id ${id}.`)
}

/** The session that an operator is in, which nobody else changes before the transaction ends; null when not on duty. */
export async function lockOpenSession(trx: Db, operatorId: number): Promise<SessionRow | null> {
  const row = await trx
    .selectFrom('duty_session')
    .select(COLUMNS)
    .where('operator_id', '=', operatorId)
    .where('ended_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  return row ?? null
}

/** The open session of an operator, or the one that was begun last since `since`; null when there is none. */
export async function readLatestSession(db: Db, operatorId: number, since: Date): Promise<SessionRow | null> {
  const row = await db
    .selectFrom('duty_session')
    .select(COLUMNS)
    .where('operator_id', '=', operatorId)
    .where((e) => e.or([e('ended_at', 'is', null), e('started_at', '>=', since)]))
    .orderBy((e) => e('ended_at', 'is', null), 'desc')
    .orderBy('started_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ?? null
}

export type SessionChange = Partial<Pick<SessionRow, 'heardAt' | 'pausedAt' | 'endedAt' | 'endedBy'>>

/** Changes a session that this transaction has locked; gives it as it is then. */
export async function writeSession(trx: Db, row: SessionRow, change: SessionChange): Promise<SessionRow> {
  const next = { ...row, ...change }
  await trx
    .updateTable('duty_session')
    .set({
      heard_at: next.heardAt,
      paused_at: next.pausedAt,
      ended_at: next.endedAt,
      ended_by: next.endedBy,
    })
    .where('no', '=', row.no)
    .execute()
  return next
}
