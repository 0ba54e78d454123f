/** What is hard to carry over: rows that point to later ones, odd texts, numbers beyond doubles, categories of one's own. */
export const ODD_ROWS = `
  update category set name = '垃圾与杂物', close_days = 3, evidence = true where code = '0301';
  delete from category where code = '1101';
  insert into category (code, parent_code, name, name_en) values ('0000', '02', E'a\\tb\\\\c"''', 'x');
  insert into category (code, name, name_en) values ('ZZ', '后来的', 'later');
  update category set parent_code = 'ZZ' where code = '0000';
  update incident set duplicate_of = (select max(id) from incident), close_left_ms = 9007199254740993
    where number = 'N1';
  update incident set title = E'一行\\n二行\\r\\u2028“🚧” \\\\N {} , [null]', address = ''
    where number = 'N2';
  update incident set geom = ST_SetSRID(ST_MakePoint(114.00512345678901, 37.1 + 0.2), 4326) where number = 'N3';
  insert into setting values ('odd', '{"a": [1.10, null, "\\\\u00e9"], "b": 123456789012345678901234567890}');
  insert into unit (code, name, category_codes) values ('odd', '奇', '{"a,b","c\\"d",NULL}');
  insert into photo (incident_id, added_by, width, height, body, small)
    select id, 'x', 1, 1, '\\x00ff5c27', '\\x' from incident where number = 'N3';
  insert into reporter_contact (incident_id, key_id, sealed)
    select id, '00ff00ff00ff00ff', decode(repeat('00ff5c27', 8), 'hex') from incident where number = 'N3';
  insert into api_token (account_id, label, token_hash, expires_at)
    select id, 'x', 'x', now() + interval '1 day' from account limit 1;
  insert into account_openid (account_id, claimed, issuer, subject, bound_at)
    select id, '李 娜', 'https://login.example', 's-1', now() from account limit 1;
  insert into openid_attempt values ('x', 'x', 'x', 'x', '/');
  insert into saved_filter (account_id, name, query)
    select id, '“紧急” 🚧', '{"q": "a\\\\b%", "due": "overdue"}' from account limit 1;
  delete from calendar_day where day = '2026-10-10';
  insert into calendar_day values ('2027-01-01', 'holiday', '元旦 “一”', null);
  update office_hours set weekdays = '{1,2,3,4,5,6}', hours = '09:00-17:00';
  insert into supervision_done select 'overdue', id, 0 from incident where number = 'N3';
  insert into boundary_draft (title, area_id, base_release, author_id, operations, done, touched)
    select E'“甲” 🚧\\n', area.id, 1, account.id, '[{"kind": "merge", "areas": ["A1a", "A1b"]}]', 1, '["A1a", "A1b"]'
    from area, account where area.code = 'A1' limit 1;
  update release set draft_id = (select id from boundary_draft), reviewer = '李“娜”';
  insert into area_lineage (release, from_area_id, to_area_id, share_of_area, households)
    select 1, a.id, b.id, 0.1, 3 from area a, area b where a.code = 'A1a' and b.code = 'A1b';
  insert into address_point (x, y, households)
    values (1140051234, 370051234, 0), (-1800000000, 900000000, 2147483647);
  insert into grid_visit select id, '8b', '2026-03-01', 2 from area where code = 'A1a';
  update operator set phone = '+86 (0)319-1234', account_id = (select min(id) from account) where code = 'OP1';
  insert into qualification (operator_id, kind, name, obtained_on, expires_on)
    select min(id), 'certificate', E'“急救” 🚧\\t', '2026-01-01', null from operator;
  insert into visit_suggestion (grid_id, cell, made_by, done_on)
    select id, '8b', '李 娜', '2026-03-02' from area where code = 'A1a';
  insert into track_reading (operator_id, reader, kind, read_at, day)
    select min(id), 'x', 'track', now(), '2026-03-01' from operator;
  insert into survey_wording (version, questions, published_by) values (2, '{"awareness": "“问” 🚧"}', '李 娜');
  insert into survey (quarter, wording, targets, total, least, state, made_by, seed, release, drawn_by, drawn_at)
    values ('2026-Q3', 2, '{"awareness": 0.75}', 9, 0, 'open', 'x', repeat('0f', 16), 1, 'x', now());
  insert into survey_grid select (select max(id) from survey), id, parent_id, null, 200, '[[3], [7, 1140051234, 370051234]]'
    from area where code = 'A1a';
  insert into survey_code select '“x”', survey_id, grid_id from survey_grid;
  insert into survey_web_answer select survey_id, grid_id, 1, '{"awareness": {"positive": 1}}' from survey_grid;
  insert into survey_entry (survey_id, grid_id, sheets, counts, interviewer, entered_by)
    select survey_id, grid_id, 1, '{}', E'OP“\\t', 'x' from survey_grid;
  insert into survey_entry (survey_id, grid_id, withdraws, sheets, counts, entered_by)
    select survey_id, grid_id, id, 1, '{}', 'x' from survey_entry;
  insert into participation_count (village_id, month, volunteers, meetings, entered_by)
    select id, '2026-03-01', 3, 0, '李 娜' from area where code = 'A1';
  insert into sent_action (account_id, key, incident_id)
    select min(account.id), 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', min(incident.id) from account, incident;
  insert into tracker_key (operator_id, key_hash) select min(id), 'x' from operator;
  insert into upload (id, account_id, size_bytes)
    select 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', min(id), 1 from account;
  insert into upload_part select id, 0, '\\x00' from upload;
  insert into duty_session (id, operator_id, started_at, ends_at, heard_at)
    select 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', min(id), '2026-03-01', '2026-03-02', '2026-03-01' from operator;
  select make_position_day('2026-03-01');
  insert into position (session_no, at, device_at, x, y, source, mark)
    select no, started_at, started_at, 0, 0, 0, 0 from duty_session;
  insert into tour (name, scenes, changed_by)
    values (E'“轮播” 🚧\\n\\\\', '[{"area": "A1a", "seconds": 20, "layers": ["heat", "duty"]}]', '李 娜');
  insert into display (name, area_id, tour_id, paired_by, token_hash, pin, pinned_by, pinned_at)
    select E'“一楼” 🚧\\t', area.id, tour.id, 'x', 'x', '{"area": "A1a", "layers": []}', '李 “娜”', now()
    from area, tour where area.code = 'A1';
  insert into display_pairing (code, secret_hash, expires_at, display_id)
    select '0AZ9HJ', 'x', now() + interval '1 minute', id from display;
  insert into evaluation_scheme (version, from_quarter, weights, note, author)
    values (2, '2026-Q1', '{"filing": 100}', E'“重” 🚧\\n', '李 娜');
  insert into quarter_closing values ('2026-Q1', '2026-01-01', '2026-04-01', '2026-04-02', '李 娜', E'“一” 🚧\\t', 2, 1, 1,
    repeat('0', 64));
  insert into quarter_level values ('2026-Q1', 'county', 0, '{"share": 0.1234567890123}');
  insert into quarter_card values ('2026-Q1', 'township', 'A1', '甲', null, 'A', 0.1, 1, 1, 2, '{"a": [1.10, null]}');
  insert into quarter_incident select '2026-Q1', id, number, 'A1a', null, 'closing 1/1' from incident where number = 'N3';
  insert into quarter_staffing values ('2026-Q1', 'township', 'A', 4, 1, 3, null);
  insert into quarter_appeal (quarter, level, code, indicator, frozen_numerator, frozen_denominator, incident_id,
      incident_number, reason, made_by, made_at)
    select '2026-Q1', 'township', 'A1', 'onTime', 0, 1, id, number, E'“理由”\\n', '李 娜', now() from incident where number = 'N3';
  insert into quarter_appeal_decision select id, 'upheld', '是', 'x', now(), 1, 1 from quarter_appeal;
  insert into plan_milestone (area_id, kind, label, begins_on, ends_on, target_percent, owner_unit_id, counted, counted_of, counted_by,
    counted_at, supervised_until, version)
    select area.id, 'devices', E'“一期” 🚧\\t', '2026-01-01', '2026-03-01', 90, unit.id, 3, 4, '李 娜', now(), '2026-03-15', 2
    from area, unit where area.code = 'A' and unit.code = 'odd';
  insert into plan_event (milestone_id, version, action, rule, actor, actor_role, at, note, data)
    select id, 2, 'supervise', 'overdue-14', 'wangge', 'rule', now(), E'“催” 🚧\\n', '{"until": "2026-03-15", "n": null}' from plan_milestone;
  insert into duty_list (version, valid_from, begins_at, items, note, published_by)
    values (1, '2099-03-01', '2099-02-28T16:00Z', '[{"category": "01", "operatorZh": "“看” 🚧\\\\t"}]', E'\\t“一”', '李 娜');
  insert into duty_list_draft (items, changed_by) values ('[]', '李 “娜”');
  insert into training_course (name, name_en, minutes, for_role, gives, given_name, valid_months, changed_by)
    values (E'“急救” 🚧\\t', 'First “aid”', 90, 'operator', 'certificate', '证', null, '李 娜');
  insert into training_plan (period, course_id, area_id, sessions, changed_by)
    select '2026', training_course.id, area.id, 2, 'x' from training_course, area where area.code = 'A';
  insert into training_session (course_id, area_id, address, x, y, starts_at, ends_at, capacity, trainer, changed_by)
    select id, (select id from area where code = 'A'), E'“村部” 🚧\\n', -1800000000, 900000000, '2026-03-01T01:00Z',
      '2026-03-01T03:00Z', 30, '王 “老师”', 'x' from training_course;
  insert into training_attendance (session_id, operator_id, result, qualification_id, entered_by)
    select training_session.id, qualification.operator_id, 'passed', qualification.id, 'x' from training_session, qualification;
  update incident set public_answer = '已修好 “谢谢” 🚧' where number = 'N3';
  insert into tracking (code_hash, incident_id, kind, salt, body_hash)
    select repeat('0f', 32), id, 'report', '\\x', E'a\tb' from incident where number = 'N3';
  insert into challenge_secret (secret) values ('x');
  insert into spent_challenge values ('x', now());
  insert into commendation_title (kind, name, name_en, most, objection_days, objection_day_kind, changed_by)
    values ('unit', E'“先进\t单位” 🚧', 'Odd unit', 1, 3, 'calendar', '李 “娜”');
  insert into commendation_notice (quarter, number, dated, county_name, published_by, published_at)
    values ('2026-Q1', E'柏网发〔2026〕3号\\\\', '2026-04-20', 'C区', '李 “娜”', now());
  insert into commendation (title_id, quarter, unit_id, subject_code, subject_name, state, words, outcomes, round,
      publicised_on, last_objection_day, notice_id, place, changed_at)
    select title.id, '2026-Q1', unit.id, unit.code, unit.name, 'published', E'“好”\n\\N', '{"items": [1.10, null]}', 1,
      '2026-04-08', '2026-04-12', notice.id, 1, now()
    from commendation_title title, unit, commendation_notice notice where title.name_en = 'Odd unit' and unit.code = 'odd';
  insert into commendation_event (commendation_id, version, action, to_state, actor, actor_role, at, words)
    select id, 1, 'nominate', 'nominated', '李 “娜”', 'supervisor', now(), null from commendation;
  insert into commendation_objection (commendation_id, round, source, words, actor, at)
    select id, 1, 'phone', E'不\t对', 'x', now() from commendation;
  insert into commendation_objection_decision (objection_id, upheld, words, actor, at)
    select id, false, '对', 'y', now() from commendation_objection;
  insert into open311_key (name, key_hash, made_by) values (E'“APP” 🚧\\t', 'x', 'x');
  insert into open311_request (request_id, incident_id, client)
    select '0AZ9HJ0AZ9HJ', min(id), E'“APP” 🚧\\t' from incident;
  insert into cell_passage values ('2026-03-01', 4, '8b');
  insert into grid_presence select id, '2026-03-01', 2 from area where code = 'A1a'`
