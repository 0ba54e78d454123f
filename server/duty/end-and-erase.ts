import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'
import { DUTY_RULES, oldestTaken } from '../domain/duty/duty-rules.ts'
import type { PositionDays } from './positions/position-days.ts'

const DAY_MS = 86_400_000

/**
 * Ends the sessions that nobody ended: at their limit, or where nothing was heard for long, with the last sign of life. Any number of
 * processes may do it at any time.
 */
export async function endSessions(db: Db, now: number): Promise<void> {
  await sql`
    update duty_session set
      ended_at = case when ends_at <= ${new Date(now)}::timestamptz and heard_at > ends_at - ${SILENCE} then ends_at
        else greatest(least(heard_at, ends_at), started_at) end,
      ended_by = case when ends_at <= ${new Date(now)}::timestamptz and heard_at > ends_at - ${SILENCE} then 'limit'
        else 'silence' end
    where ended_at is null
      and (ends_at <= ${new Date(now)}::timestamptz or heard_at <= ${new Date(now)}::timestamptz - ${SILENCE})`.execute(
    db,
  )
}

const SILENCE = sql`make_interval(secs => ${sql.lit(DUTY_RULES.silenceMs / 1000)})`

/**
 * Erases what is known of where somebody was, by the hour or finer, once it is 30 days old; sees to it that positions of today and
 * tomorrow can be kept. Visits of cells on days, which are nobody's, stay; photos that never arrived whole go after a week.
 */
export async function eraseOld(db: Db, days: PositionDays, now: number): Promise<void> {
  await days.ensure([now, now + DAY_MS])
  const oldest = new Date(now - DUTY_RULES.keptDays * DAY_MS)
  // A day goes as a whole, when nothing of it is taken any more.
  const before = new Date(oldestTaken(now)).toISOString().slice(0, 10)
  await sql`select drop_position_days(${before}::text::date)`.execute(db)
  await sql`delete from cell_passage where day < ${before}::text::date`.execute(db)
  await sql`delete from grid_presence where day < ${before}::text::date`.execute(db)
  await sql`delete from duty_session where ended_at < ${oldest}::timestamptz`.execute(db)
  await sql`delete from upload where created_at < ${new Date(now - 7 * DAY_MS)}::timestamptz`.execute(db)
}
