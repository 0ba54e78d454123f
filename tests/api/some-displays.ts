import { sql } from 'kysely'
import type { Db } from '../../server/db/connect.ts'

/** Hangs displays on walls, with tours for them, whose ids incidents have too. */
export async function hangSome(db: Db): Promise<void> {
  await sql`insert into tour (name, scenes, changed_by)
    select 'tour ' || n, '[{"area": "A", "seconds": 20, "layers": ["heat"]}]', 'x' from generate_series(1, 20) n`.execute(
    db,
  )
  await sql`insert into display (name, area_id, tour_id, paired_by, token_hash)
    select 'display ' || n, area.id, n, 'x', 'hash ' || n from generate_series(1, 20) n, area where area.code = 'C'`.execute(
    db,
  )
}
