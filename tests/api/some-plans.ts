import { sql } from 'kysely'
import type { Db } from '../../server/db/connect.ts'

/** Plans for the storm: milestones whose ids incidents have too, each kind, some of them late. */
export async function planSome(db: Db): Promise<void> {
  await sql`
    insert into plan_milestone (area_id, kind, begins_on, ends_on, target_percent, planned)
    select area.id, wanted.kind, current_date - 30, current_date + n::int * 3 - 30, 90, case when wanted.kind = 'grids' then 4 end
    from generate_series(1, 3) n
    cross join unnest(array['devices', 'accounts', 'training', 'grids', 'staffed', 'incidents', 'channels']) wanted(kind)
    join area on area.code = 'A'`.execute(db)
}
