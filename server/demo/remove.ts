import { sql, type Transaction } from 'kysely'
import { writeSetting } from '../db/settings.ts'
import type { Database } from '../db/types.ts'

/**
 * Takes the demonstration county out, so that a real one can take its place: its closed quarters, accounts, units, incidents, operators,
 * visits, surveys, drafts of boundaries and areas. Incidents that were imported meanwhile, which have a key of their source, stay and wait to be located. The
 * setting stays as false, so that the demonstration is not loaded again.
 */
export async function removeDemo(trx: Transaction<Database>): Promise<void> {
  for (const table of [
    'commendation_objection_decision',
    'commendation_objection',
    'commendation_event',
    'commendation',
    'commendation_notice',
    'area_lineage',
    'boundary_draft',
  ])
    await sql`delete from ${sql.table(table)}`.execute(trx)
  await sql`delete from quarter_closing where demo`.execute(trx)
  await sql`delete from account where demo`.execute(trx)
  await sql`delete from unit where demo`.execute(trx)
  await sql`delete from incident where source_key is null`.execute(trx)
  await sql`update incident set area_version_id = null, changed = pg_current_xact_id()`.execute(trx)
  await sql`delete from duty_list where demo`.execute(trx)
  for (const table of [
    'training_session',
    'training_plan',
    'training_course',
    'survey_entry',
    'survey_grid',
    'survey',
    'participation_count',
    'plan_event',
    'plan_milestone',
    'visit_suggestion',
    'grid_presence',
    'cell_passage',
    'grid_visit',
    'position',
    'duty_session',
  ])
    await sql`delete from ${sql.table(table)}`.execute(trx)
  for (const table of ['assignment', 'operator', 'area_version', 'area', 'release']) {
    await sql`delete from ${sql.table(table)}`.execute(trx)
  }
  await writeSetting(trx, 'demo', false)
}
