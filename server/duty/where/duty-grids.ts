import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'

/** Somebody on duty and the ids of the grids that they look after today. */
export type DutyGrids = { name: string; paused: boolean; grids: number[] }

/** Who is on duty, by the grids that they look after on a day (YYYY-MM-DD): nothing of where they are. */
export async function readDutyGrids(
  db: Db,
  { now, day }: { now: number; day: string },
): Promise<DutyGrids[]> {
  const { rows } = await sql<DutyGrids>`
    select operator.name, session.paused_at is not null as paused,
      coalesce(json_agg(distinct assignment.grid_id) filter (where assignment.grid_id is not null), '[]') as grids
    from duty_session session
    join operator on operator.id = session.operator_id
    left join assignment on assignment.operator_id = operator.id and valid @> ${day}::text::date
    where session.ended_at is null and session.ends_at > ${new Date(now)}::timestamptz
    group by operator.id, session.no, session.paused_at
    order by operator.code`.execute(db)
  return rows
}
