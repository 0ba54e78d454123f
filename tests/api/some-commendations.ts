import { sql } from 'kysely'
import type { Db } from '../../server/db/connect.ts'

/** Makes nominations public that anybody may object to, whose ids incidents have too; each of another quarter. */
export async function nominateSome(db: Db): Promise<void> {
  await sql`insert into commendation (title_id, quarter, area_id, township_id, subject_code, subject_name, state, words,
      outcomes, round, publicised_on, last_objection_day, changed_at)
    select 1, (2000 + n) || '-Q1', id, id, code, name, 'publicised', '好',
      '{"basis": "scorecard", "isClosed": true, "score": 90, "items": []}', 1, '2026-01-01', '2099-01-01', now()
    from generate_series(1, 20) n, area where code = 'A'`.execute(db)
  await sql`insert into commendation_event (commendation_id, version, action, to_state, actor, actor_role, at)
    select id, 1, 'nominate', 'nominated', 'x', 'supervisor', now() from commendation`.execute(db)
}
