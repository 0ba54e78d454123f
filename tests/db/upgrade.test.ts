import { readdirSync, readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { expect, inject, it, vi } from 'vitest'
import { openDatabase, openEmbedded, type Db } from '../../server/db/connect.ts'
import { migrate } from '../../server/db/migrate.ts'
import { inScope } from '../../server/db/row-scope.ts'
import { readSetting } from '../../server/db/settings.ts'
import { readStaffing } from '../../server/evaluation/closing/staffing-queries.ts'
import { gramsOf } from '../../server/incidents/words.ts'
import { ask } from '../support/ask.ts'

vi.setConfig({ testTimeout: 60_000 })

const FOLDER = new URL('../../migrations/', import.meta.url)

/** What a county had in it when a schema was the newest, by that schema's last migration. */
const CONTENT: Record<string, string> = {
  '2026-11-24-0920-operators.sql': `
  insert into release (valid_from, author, note, changeset) values (now(), 'a', 'n', '"{\\"added\\":1}"');
  insert into area (code, level, name, households) values ('C', 'county', '县', 12);
  insert into area_version (area_id, release_from, valid, rings, geom)
    values (1, 1, tstzrange(now(), null), '[[[0,0,10,0,10,10]]]',
      ST_GeomFromText('MULTIPOLYGON(((0 0, 1e-6 0, 1e-6 1e-6, 0 0)))', 4326));
  insert into incident (number, category_code, source, address, title, occurred_at, reported_at, area_version_id, geom)
    values ('N1', '0301', 'operator', '甲Z路', 'Ａ 垃圾 Ω𠮷', now(), now(), 1, ST_GeomFromText('POINT(0 0)', 4326));
  insert into operator (code, name, area_id) values ('O1', '李', 1);
  insert into assignment (operator_id, grid_id, role, valid) values (1, 1, 'lead', daterange('2026-01-01', null));
  insert into grid_visit (grid_id, cell, day, count) values (1, '8b', '2026-03-01', 2);
  insert into setting (name, value) values ('demo', '"true"');`,
  '2026-11-24-2130-accounts.sql': `
  insert into account (name, password_hash) values ('wang', 'x');
  insert into account_grant (account_id, role, area_id) values (1, 'operator', 1);
  insert into session (token_hash, account_id) values ('t', 1);`,
  '2026-11-25-0300-photos.sql': `
  insert into unit (code, name) values ('housing', '住建局');
  update incident set unit_id = 1, state = 'handling', reported_by = 'wang';
  insert into account_grant (account_id, role, unit_id) values (1, 'handler', 1);
  insert into incident_event (seq, incident_id, version, action, to_state, actor, actor_role, at, prev_hash, hash)
    values (1, 1, 1, 'report', 'reported', 'wang', 'operator', now(), repeat('0', 64), repeat('1', 64));
  update event_head set seq = 1, hash = repeat('1', 64);
  insert into supervision_done (rule_code, incident_id, reopened) values ('overdue', 1, 0);
  insert into daily_number (day, last) values ('2026-11-25', 1);
  insert into report_key (account_id, key, body_hash, incident_id) values (1, 'k', 'h', 1);
  insert into api_token (account_id, label, token_hash, expires_at) values (1, 'x', 'y', now() + interval '1 day');
  insert into photo (incident_id, added_by, width, height, body, small) values (1, 'wang', 1, 1, '\\x00', '\\x00');`,
  '2026-11-25-1000-evidence.sql': `
  insert into reporter_contact (incident_id, key_id, sealed) values (1, '00ff00ff00ff00ff', decode(repeat('00ff5c27', 8), 'hex'));
  insert into saved_filter (account_id, name, query) values (1, 'x', '{}');
  insert into account_openid (account_id, claimed) values (1, 'at-provider');
  update area set name_en = 'County', population = 36;`,
  '2026-11-25-2200-boundary-drafts.sql': `
  insert into boundary_draft (title, area_id, base_release, author_id) values ('x', 1, 1, 1);
  insert into area_lineage (release, from_area_id, to_area_id, share_of_area, households) values (1, 1, 1, 1, 12);`,
  '2026-11-26-0300-address-points.sql': `
  insert into address_point (x, y, households) values (1140051234, 370051234, 3);`,
  '2026-11-26-0500-duty.sql': `
  update operator set account_id = 1, unit_id = 1, phone = '0319-1234';
  insert into qualification (operator_id, kind, name, obtained_on) values (1, 'training', 'x', '2026-01-01');
  insert into duty_session (id, operator_id, started_at, ends_at, heard_at)
    values ('a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 1, '2026-11-25T01:00Z', '2026-11-25T09:00Z', '2026-11-25T01:00Z');
  select make_position_day('2026-11-25');
  insert into position (session_no, at, device_at, x, y, source, mark)
    values (1, '2026-11-25T01:00Z', '2026-11-25T01:00Z', 0, 0, 0, 0);
  insert into cell_passage values ('2026-11-25', 4, '8b');
  insert into grid_presence values (1, '2026-11-25', 2);
  insert into visit_suggestion (grid_id, cell, made_by) values (1, '8b', 'wang');
  insert into track_reading (operator_id, reader, kind, read_at, day) values (1, 'wang', 'track', now(), '2026-11-25');
  insert into tracker_key (operator_id, key_hash) values (1, 'x');
  insert into upload (id, account_id, size_bytes) values ('a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 1, 1);
  insert into upload_part values ('a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 0, '\\x00');
  insert into sent_action (account_id, key, incident_id) values (1, 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 1);`,
  '2026-11-26-0800-wall.sql': `
  insert into tour (name, scenes, changed_by) values ('x', '[{"area":"C","seconds":20,"layers":[]}]', 'wang');
  insert into display (name, area_id, tour_id, paired_by, token_hash, pin, pinned_by, pinned_at)
    values ('x', 1, 1, 'wang', 'x', '{"area":"C","layers":[]}', 'wang', now());
  insert into display_pairing (code, secret_hash, expires_at, display_id) values ('AB12CD', 'x', now(), 1);`,
  '2026-11-26-1200-evaluation.sql': `
  insert into evaluation_scheme (version, from_quarter, weights, author) values (2, '2026-Q1', '{}', 'wang');
  insert into quarter_closing values ('2026-Q1', '2026-01-01', '2026-04-01', '2026-04-02', 'wang', '', 2, 1, 1, repeat('0', 64));
  insert into quarter_level values ('2026-Q1', 'county', 0, '{}');
  insert into quarter_card values ('2026-Q1', 'grid', 'C', '县', null, null, null, null, null, null, '{}');
  insert into quarter_incident values ('2026-Q1', 1, 'N1', 'C', null, 'closing 1/1');
  insert into quarter_appeal (quarter, level, code, indicator, frozen_numerator, frozen_denominator, reason, made_by, made_at)
    values ('2026-Q1', 'grid', 'C', 'closing', 1, 1, 'x', 'wang', now());
  insert into quarter_appeal_decision values (1, 'rejected', 'x', 'li', now(), null, null);`,
  '2026-11-26-1250-promotion-plan.sql': `
  insert into plan_milestone (area_id, kind, begins_on, ends_on, target_percent) values (1, 'accounts', '2026-01-01', '2026-03-01', 90);
  insert into plan_event (milestone_id, version, action, actor, actor_role, at) values (1, 1, 'begin', 'wang', 'leader', now());`,
  '2026-11-26-1255-commendation.sql': `
  insert into commendation_notice (quarter, number, dated, county_name, published_by, published_at)
    values ('2026-Q3', 'x', '2026-10-20', '县', 'wang', now());
  insert into commendation (title_id, quarter, operator_id, township_id, subject_code, subject_name, state, words, outcomes,
      last_objection_day, publicised_on, notice_id, place, changed_at)
    values (2, '2026-Q3', 1, 1, 'O1', '李', 'published', 'x', '{}', '2026-10-12', '2026-10-08', 1, 1, now());
  insert into commendation_event (commendation_id, version, action, to_state, actor, actor_role, at)
    values (1, 1, 'nominate', 'nominated', 'wang', 'manager', now());
  insert into commendation_objection (commendation_id, round, source, words, actor, at)
    values (1, 1, 'phone', 'x', 'wang', now());
  insert into commendation_objection_decision (objection_id, upheld, words, actor, at)
    values (1, false, 'x', 'wang', now());`,
  '2026-11-26-1220-duties-training.sql': `
  insert into duty_list (version, valid_from, begins_at, items, published_by)
    values (1, '2026-11-25', '2026-11-24T16:00Z', '[{"category":"01"}]', 'wang');
  insert into duty_list_draft (items, changed_by) values (null, 'wang');
  insert into training_course (name, name_en, minutes, for_role, gives, given_name, valid_months, changed_by)
    values ('x', 'x', 60, 'operator', 'certificate', 'x', 36, 'wang');
  insert into training_plan (period, course_id, area_id, sessions, changed_by) values ('2026-Q4', 1, 1, 2, 'wang');
  insert into training_session (course_id, area_id, address, x, y, starts_at, ends_at, capacity, trainer, changed_by)
    values (1, 1, 'x', 1140051234, 370051234, '2026-11-25T01:00Z', '2026-11-25T03:00Z', 30, 'x', 'wang');
  insert into training_attendance (session_id, operator_id, result, qualification_id, entered_by)
    values (1, 1, 'passed', 1, 'wang');`,
  '2026-11-26-1210-public-reports.sql': `
  insert into tracking (code_hash, incident_id, kind, salt, body_hash) values (repeat('0f', 32), 1, 'report', 's', 'h');
  insert into challenge_secret (secret) values ('x');
  insert into spent_challenge values ('x', now());`,
  '2026-11-26-1240-surveys.sql': `
  insert into survey (quarter, wording, targets, total, least, state, made_by, seed, release, drawn_by, drawn_at)
    values ('2026-Q3', 1, '{}', 9, 0, 'open', 'x', repeat('0f', 16), 1, 'x', now());
  insert into survey_grid values (1, 1, 1, null, 200, '[[3]]');
  insert into survey_code values ('x', 1, 1);
  insert into survey_web_answer values (1, 1, 1, '{}');
  insert into survey_entry (survey_id, grid_id, sheets, counts, entered_by) values (1, 1, 1, '{}', 'x');
  insert into participation_count (village_id, month, volunteers, meetings, entered_by) values (1, '2026-03-01', 3, 0, 'x');`,
  '2026-11-26-1230-app-keys.sql': `
  insert into open311_key (name, key_hash, made_by) values ('app', 'x', 'wang');
  insert into open311_request (request_id, incident_id, client) values ('AB12CDAB12CD', 1, 'app');`,
}

async function upgrade(db: Db): Promise<void> {
  await sql`create table migration (name text primary key, applied_at timestamptz not null default now())`.execute(
    db,
  )
  const all = readdirSync(FOLDER).toSorted()
  const last = all.findLastIndex((name) => name in CONTENT)
  for (const name of all.slice(0, last + 1)) {
    await sql.raw(readFileSync(new URL(name, FOLDER), 'utf8')).execute(db)
    await sql`insert into migration (name) values (${name})`.execute(db)
    if (CONTENT[name]) await sql.raw(CONTENT[name]).execute(db)
  }
  expect(await migrate(db)).toEqual(all.slice(last + 1))
}

async function check(db: Db): Promise<void> {
  for (const table of [
    'release',
    'area',
    'area_version',
    'incident',
    'operator',
    'assignment',
    'grid_visit',
    'account',
    'session',
    'unit',
    'incident_event',
    'supervision_done',
    'daily_number',
    'report_key',
    'api_token',
    'photo',
    'reporter_contact',
    'saved_filter',
    'account_openid',
    'boundary_draft',
    'area_lineage',
    'address_point',
    'qualification',
    'duty_session',
    'position',
    'cell_passage',
    'grid_presence',
    'visit_suggestion',
    'track_reading',
    'tracker_key',
    'upload',
    'upload_part',
    'sent_action',
    'tour',
    'display',
    'display_pairing',
    'evaluation_scheme',
    'quarter_closing',
    'quarter_level',
    'quarter_card',
    'quarter_incident',
    'quarter_appeal',
    'quarter_appeal_decision',
    'plan_milestone',
    'plan_event',
    'duty_list',
    'duty_list_draft',
    'training_course',
    'training_plan',
    'training_session',
    'training_attendance',
    'tracking',
    'challenge_secret',
    'spent_challenge',
    'survey',
    'survey_wording',
    'survey_grid',
    'survey_code',
    'survey_web_answer',
    'survey_entry',
    'participation_count',
    'open311_key',
    'open311_request',
  ]) {
    const { rows } = await sql<{
      count: number
    }>`select count(*)::int as count from ${sql.table(table)}`.execute(db)
    expect(rows[0]?.count, table).toBe(1)
  }
  // A quarter that was closed before staffing was kept has none, and is proved by the text that it always had.
  expect(await readStaffing(db, '2026-Q1')).toBeNull()
  const { rows } = await sql<{ title: string; households: number; changeset: unknown }>`
    select incident.title, area.households, release.changeset from incident
    join area_version version on version.id = incident.area_version_id
    join area on area.id = version.area_id join release on release.seq = version.release_from`.execute(db)
  expect(rows).toEqual([{ title: 'Ａ 垃圾 Ω𠮷', households: 12, changeset: { added: 1 } }])
  expect(await readSetting(db, 'demo')).toBe(true)
  const facts = ['name', 'name_en', 'kind', 'households', 'population'] as const
  expect(await db.selectFrom('area_version').select(facts).execute()).toEqual([
    { name: '县', name_en: 'County', kind: 'general', households: 12, population: 36 },
  ])
  const { grams } = await db.selectFrom('incident').select('grams').executeTakeFirstOrThrow()
  expect(grams.toSorted()).toEqual(gramsOf('Ａ 垃圾 Ω𠮷', '甲Z路').toSorted())
  const { count } = await db
    .selectFrom('account_grant')
    .select((e) => e.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  expect(Number(count)).toBe(2)
  // What was there takes part in what is new.
  await sql`insert into unit (code, name) values ('roads', '公路站')`.execute(db)
  await sql`update incident set unit_id = 2`.execute(db)
  await sql`insert into account_grant (account_id, role, unit_id) values (1, 'handler', 2)`.execute(db)
  await inScope(db, { areaIds: [1], unitIds: [], unitAreaIds: [] }, async (trx) => {
    for (const table of ['incident', 'incident_event', 'photo'])
      expect((await sql`select from ${sql.table(table)}`.execute(trx)).rows, table).toHaveLength(1)
  })
}

it('an upgrade through every schema loses nothing, on PGlite', async () => {
  const { db, close } = await openEmbedded('memory://')
  await upgrade(db)
  await check(db)
  await close()
})

it.runIf(inject('hasPostgres'))('an upgrade through every schema loses nothing, on PostgreSQL', async () => {
  const { db, close } = await openDatabase({ databaseUrl: await ask<string>('postgres'), dataFolder: '' })
  await sql`drop schema public cascade; create schema public; create extension postgis`.execute(db)
  await upgrade(db)
  await check(db)
  await close()
})
