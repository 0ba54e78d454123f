-- The life of an incident: the units that handle it, where it stands, and every step that was taken.

-- `area_id`: the township whose own unit it is; null for an office of the county.
-- `category_codes`: main categories that it usually gets.
create table unit (
  id             integer generated always as identity primary key,
  code           text not null unique check (code ~ '^[a-z0-9][a-z0-9-]{0,31}$'),
  name           text not null check (name <> ''),
  name_en        text,
  area_id        integer references area on delete set null,
  category_codes text[] not null default '{}',
  demo           boolean not null default false,
  retired_at     timestamptz
);

-- A handler is one of a unit.
alter table account_grant drop constraint account_grant_role_check;
alter table account_grant drop constraint account_grant_account_id_role_area_id_key;
alter table account_grant add column unit_id integer references unit on delete cascade;
alter table account_grant add check (role in
  ('administrator', 'leader', 'dispatcher', 'supervisor', 'analyst', 'manager', 'handler', 'operator', 'display'));
alter table account_grant add check ((role = 'handler') = (unit_id is not null));
alter table account_grant add unique nulls not distinct (account_id, role, area_id, unit_id);

-- `suspended_at`: the clock stands since then; what was left of it is in the two columns `…_left_ms` (working time, or time by
-- the clock for an emergency), and the deadlines are null meanwhile.
-- `request`: what somebody asked for and a second person has to decide: { kind, by, at, note, days }.
-- `reported_by`, `handled_by`: names of accounts; the second is who gave the last feedback.
alter table incident
  add column unit_id           integer references unit on delete set null,
  add column duplicate_of      bigint references incident on delete set null,
  add column feedback_due_at   timestamptz(3),
  add column suspended_at      timestamptz(3),
  add column close_left_ms     bigint,
  add column feedback_left_ms  bigint,
  add column extended_days     smallint not null default 0 check (extended_days >= 0),
  add column request           jsonb,
  add column supervised_due_at timestamptz(3),
  add column urged             smallint not null default 0 check (urged >= 0),
  add column escalation        smallint not null default 0 check (escalation between 0 and 2),
  add column rating            text check (rating in ('satisfied', 'neutral', 'unsatisfied')),
  add column reported_by       text,
  add column handled_by        text;
create index incident_open on incident (due_at, id)
  where state in ('reported', 'accepted', 'dispatched', 'handling', 'verifying');
create index incident_unit on incident (unit_id) where unit_id is not null;
create index incident_duplicate on incident (duplicate_of) where duplicate_of is not null;

-- Every step of every incident, in the order of the commits: `seq` has no gaps. Each row's hash is over its content and the
-- hash before (server/events/hash.ts), so that a changed or missing row shows. Rows outlive the incident that they tell of.
create table incident_event (
  seq         bigint primary key check (seq > 0),
  incident_id bigint not null,
  version     integer not null,
  action      text not null,
  from_state  text,
  to_state    text not null,
  actor       text not null,
  actor_role  text not null,
  at          timestamptz(3) not null,
  note        text,
  data        jsonb not null default '{}',
  prev_hash   text not null,
  hash        text not null unique
);
create index incident_event_incident on incident_event (incident_id, seq);

create function refuse_to_change_events() returns trigger language plpgsql as $$
begin
  raise exception 'incident_event is append-only: % is refused', lower(tg_op);
end $$;
create trigger incident_event_append_only before update or delete or truncate on incident_event
  for each statement execute function refuse_to_change_events();

-- The end of the chain; whoever appends locks this row.
create table event_head (
  the_only boolean primary key default true check (the_only),
  seq      bigint not null,
  hash     text not null,
  at       timestamptz(3) not null
);
insert into event_head (seq, hash, at) values (0, repeat('0', 64), '1970-01-02Z');

-- How many incidents were numbered on each day of the county.
create table daily_number (
  day  date primary key,
  last integer not null check (last > 0)
);

-- A report that is sent again under the same key is the same report.
create table report_key (
  account_id  integer not null references account on delete cascade,
  key         text not null,
  body_hash   text not null,
  incident_id bigint not null references incident on delete cascade,
  created_at  timestamptz not null default now(),
  primary key (account_id, key)
);
