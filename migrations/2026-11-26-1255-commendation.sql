-- Commendations of a quarter (docs/decisions/0032-commendation.md): titles, nominations with what they name, every step, objections
-- and the notices that published them. Steps, objections, decisions and notices only grow; what has ended never changes.

-- `most`: so many in a quarter. `objection_days`: how long a nomination stands in public, days of the office or of the calendar.
create table commendation_title (
  id                 integer generated always as identity primary key,
  kind               text not null check (kind in ('township', 'operator', 'unit')),
  name               text not null unique check (name ~ '\S'),
  name_en            text not null unique check (name_en ~ '\S'),
  most               integer not null check (most between 1 and 99),
  objection_days     integer not null check (objection_days between 1 and 60),
  objection_day_kind text not null check (objection_day_kind in ('working', 'calendar')),
  retired_at         timestamptz(3),
  version            integer not null default 1,
  changed_at         timestamptz(3) not null default now(),
  changed_by         text not null
);
insert into commendation_title (kind, name, name_en, most, objection_days, objection_day_kind, changed_by) values
  ('township', '先进乡镇', 'Advanced township', 2, 5, 'working', 'wangge'),
  ('operator', '优秀网格员', 'Excellent operator', 6, 5, 'working', 'wangge');

-- The document by which commendations are published.
create table commendation_notice (
  id           integer generated always as identity primary key,
  quarter      text not null check (quarter ~ '^[0-9]{4}-Q[1-4]$'),
  number       text not null unique check (number ~ '\S'),
  dated        date not null,
  county_name  text not null,
  county_name_en text,
  published_by text not null,
  published_at timestamptz(3) not null
);
create index commendation_notice_quarter on commendation_notice (quarter);

-- Somebody who is nominated for a title of a quarter: an operator, or a township (`area_id`), or a unit. `township_id`: where an
-- operator is at home, or the township itself. `subject_name`: as they were called then.
-- `outcomes`: what the server reckoned when it was nominated (server/domain/commendation/outcomes.ts), with the incidents behind.
-- `round`: how often it was made public; objections are of one round. `place`: its number among those of its notice.
create table commendation (
  id                 integer generated always as identity primary key,
  title_id           integer not null references commendation_title,
  quarter            text not null check (quarter ~ '^[0-9]{4}-Q[1-4]$'),
  operator_id        integer references operator,
  area_id            integer references area,
  unit_id            integer references unit,
  township_id        integer references area,
  subject_code       text not null,
  subject_name       text not null,
  subject_name_en    text,
  state              text not null check (state in
    ('nominated', 'returned', 'reviewed', 'publicised', 'decided', 'published', 'withdrawn', 'refused')),
  words              text not null check (words ~ '\S'),
  words_en           text,
  outcomes           jsonb not null check (jsonb_typeof(outcomes) = 'object'),
  round              integer not null default 0,
  publicised_on      date,
  last_objection_day date,
  notice_id          integer references commendation_notice,
  place              integer,
  version            integer not null default 1,
  changed_at         timestamptz(3) not null,
  check (num_nonnulls(operator_id, area_id, unit_id) = 1),
  check ((state = 'published') = (notice_id is not null)),
  check ((notice_id is null) = (place is null)),
  check ((publicised_on is null) = (last_objection_day is null)),
  check (state not in ('publicised', 'decided', 'published') or last_objection_day is not null),
  unique (notice_id, place)
);
create index commendation_quarter on commendation (quarter, state);
-- Once for a title of a quarter, unless it came to nothing.
create unique index commendation_once on commendation (title_id, quarter, operator_id, area_id, unit_id) nulls not distinct
  where state not in ('withdrawn', 'refused');

-- Who did what with a nomination. `actor`: the name of an account, so that nobody takes two steps that are for two people; accounts
-- go, and this stays.
create table commendation_event (
  id              bigint generated always as identity primary key,
  commendation_id integer not null references commendation,
  version         integer not null,
  action          text not null,
  from_state      text,
  to_state        text not null,
  actor           text not null,
  actor_role      text not null,
  at              timestamptz(3) not null,
  words           text,
  unique (commendation_id, version)
);

-- `source`: 'account': by whoever is signed in; else taken by the centre from somebody whose name is not kept.
create table commendation_objection (
  id              integer generated always as identity primary key,
  commendation_id integer not null references commendation,
  round           integer not null,
  source          text not null check (source in ('account', 'phone', 'letter', 'visit')),
  words           text not null check (words ~ '\S'),
  actor           text not null,
  at              timestamptz(3) not null
);
create index commendation_objection_of on commendation_objection (commendation_id, id);

create table commendation_objection_decision (
  objection_id integer primary key references commendation_objection,
  upheld       boolean not null,
  words        text not null check (words ~ '\S'),
  actor        text not null,
  at           timestamptz(3) not null
);

-- What is a record only grows. All of the demonstration county goes when a real one takes its place (server/demo/remove.ts).
create function refuse_change_of_commendation_record() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and exists (select from setting where name = 'demo' and value = 'true') then
    return null;
  end if;
  raise exception '% is append-only: % is refused', tg_table_name, lower(tg_op);
end $$;
create trigger commendation_event_only_grows before update or delete or truncate on commendation_event
  for each statement execute function refuse_change_of_commendation_record();
create trigger commendation_objection_only_grows before update or delete or truncate on commendation_objection
  for each statement execute function refuse_change_of_commendation_record();
create trigger commendation_objection_decision_only_grows before update or delete or truncate on commendation_objection_decision
  for each statement execute function refuse_change_of_commendation_record();
create trigger commendation_notice_only_grows before update or delete or truncate on commendation_notice
  for each statement execute function refuse_change_of_commendation_record();
create trigger commendation_stays before delete or truncate on commendation
  for each statement execute function refuse_change_of_commendation_record();

create function refuse_change_of_ended_commendation() returns trigger language plpgsql as $$
begin
  if old.state in ('published', 'withdrawn', 'refused') then
    raise exception 'commendation % is %, and changes no more', old.id, old.state;
  end if;
  return new;
end $$;
create trigger commendation_ended before update on commendation
  for each row execute function refuse_change_of_ended_commendation();
