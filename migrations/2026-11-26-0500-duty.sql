-- Operators as people at work: who they sign in as, how colleagues reach them at work, and what they have learnt.
-- `phone`: the number of the office or of the phone that the work gave them, never a private one.
alter table operator
  add column account_id integer unique references account on delete set null,
  add column unit_id    integer references unit,
  add column phone      text check (phone ~ '^[0-9+() -]{3,32}$');

create table qualification (
  id          integer generated always as identity primary key,
  operator_id integer not null references operator on delete cascade,
  kind        text not null check (kind in ('training', 'certificate')),
  name        text not null check (name <> ''),
  obtained_on date not null,
  expires_on  date check (expires_on > obtained_on)
);
create index qualification_operator on qualification (operator_id);

-- Who looks after a grid sees what happens there (server/accounts/queries.ts): as with grants, their open streams hear of a change.
create function tell_operator_changed() returns trigger language plpgsql as $$
begin
  perform pg_notify('wangge_account', account_id::text) from operator
  where id = coalesce(new.operator_id, old.operator_id) and account_id is not null;
  return null;
end $$;
create trigger assignment_changed after insert or update or delete on assignment
  for each row execute function tell_operator_changed();

-- Duty (docs/decisions/0022-duty-and-positions.md). A session begins only when the operator begins it; `ends_at` is when it
-- ends at the latest. Sessions, positions and what is kept by the hour are erased after 30 days: what remains is which cells
-- of a grid were visited on which day (grid_visit), by nobody.
-- `heard_at`: when the server last heard of it. `paused_at`: no position is taken since.
create table duty_session (
  no          integer generated always as identity unique,
  id          uuid primary key,
  operator_id integer not null references operator,
  started_at  timestamptz(3) not null,
  ends_at     timestamptz(3) not null check (ends_at > started_at),
  heard_at    timestamptz(3) not null,
  paused_at   timestamptz(3),
  ended_at    timestamptz(3) check (ended_at >= started_at),
  ended_by    text check (ended_by in ('operator', 'limit', 'silence')),
  check ((ended_at is null) = (ended_by is null))
);
create index duty_session_operator on duty_session (operator_id, started_at);
create index duty_session_open on duty_session (no) where ended_at is null;
create unique index duty_session_one_open on duty_session (operator_id) where ended_at is null;

-- `at`: by the server's clock, as the phone reckons it; `device_at`: what the phone's own clock said. Places in 1e-7 degree.
-- `source`: 0 the phone, 1 a tap on the map, 2 a tracker. `mark`: 0 counts; 1 a jump, 2 too inaccurate: kept, but of no visit.
create table position (
  session_no      integer not null,
  at              timestamptz(3) not null,
  device_at       timestamptz(3) not null,
  received_at     timestamptz(3) not null default now(),
  x               integer not null check (x between -1800000000 and 1800000000),
  y               integer not null check (y between -900000000 and 900000000),
  accuracy_metres real check (accuracy_metres >= 0),
  source          smallint not null check (source between 0 and 2),
  mark            smallint not null check (mark between 0 and 2),
  primary key (session_no, at)
) partition by range (at);

-- Partitions are made and dropped as the owner of the tables, whoever serves.
create function make_position_day(day date) returns void language plpgsql security definer as $$
declare
  home text := (select nspname from pg_class join pg_namespace n on n.oid = relnamespace
                where pg_class.oid = 'position'::regclass);
begin
  execute format(
    'create table if not exists %1$I.%2$I partition of %1$I.position for values from (%3$L) to (%4$L)',
    home, 'position_' || to_char(day, 'YYYYMMDD'), day || ' 00:00:00+00', day + 1 || ' 00:00:00+00');
end $$;

-- Drops the days before `before` (UTC) and says how many there were.
create function drop_position_days(before date) returns integer language plpgsql security definer as $$
declare
  partition regclass;
  dropped integer := 0;
begin
  -- Who reads for long is not made to wait, nor does anybody behind us: the next run tries again.
  perform set_config('lock_timeout', '2s', true);
  for partition in
    select inhrelid::regclass from pg_inherits join pg_class on pg_class.oid = inhrelid
    where inhparent = 'position'::regclass
      and to_date(right(relname, 8), 'YYYYMMDD') < before
  loop
    execute 'drop table ' || partition;
    dropped := dropped + 1;
  end loop;
  return dropped;
end $$;

do $$ begin
  execute format('alter function make_position_day(date) set search_path = %I, pg_temp', current_schema());
  execute format('alter function drop_position_days(date) set search_path = %I, pg_temp', current_schema());
end $$;

-- Somebody was in this cell in this quarter of an hour (`slot`: 0 to 95 of the county's day). Erased with the positions.
create table cell_passage (
  day  date not null,
  slot smallint not null check (slot between 0 and 95),
  cell text not null,
  primary key (day, slot, cell)
);

-- In which hours of the county's day somebody was in a grid: a bit for each. Erased with the positions.
create table grid_presence (
  grid_id integer not null references area,
  day     date not null,
  hours   integer not null check (hours between 1 and 16777215),
  primary key (grid_id, day)
);
create index grid_presence_day on grid_presence (day);

-- The transaction that wrote a row: whoever keeps visits in memory asks for what is new (server/patrols/visits/visit-cache.ts).
alter table grid_visit add column changed xid8 not null default pg_current_xact_id();
create index grid_visit_changed on grid_visit (changed);

-- "Somebody should go there": of a grid, not for a person. Done by the first visit to the cell.
create table visit_suggestion (
  id           integer generated always as identity primary key,
  grid_id      integer not null references area,
  cell         text not null,
  made_by      text not null,
  made_at      timestamptz(3) not null default now(),
  done_on      date,
  withdrawn_at timestamptz(3)
);
create unique index visit_suggestion_open on visit_suggestion (grid_id, cell)
  where done_on is null and withdrawn_at is null;

-- Who looked at where an operator is (`latest`, once an hour of each reader) or was (`track`). Only grows: it keeps no operator from being
-- erased, and outlives them.
create table track_reading (
  id          bigint generated always as identity primary key,
  operator_id integer not null,
  reader      text not null,
  kind        text not null check (kind in ('latest', 'track')),
  read_at     timestamptz(3) not null,
  day         date not null,
  unique (operator_id, reader, kind, read_at)
);
create function refuse_change_of_track_reading() returns trigger language plpgsql as $$
begin
  raise exception 'track_reading is append-only: % is refused', lower(tg_op);
end $$;
create trigger track_reading_only_grows before update or delete or truncate on track_reading
  for each statement execute function refuse_change_of_track_reading();

-- With which key an operator's own tracker reports: only its hash is kept.
create table tracker_key (
  operator_id integer primary key references operator on delete cascade,
  key_hash    text not null unique,
  created_at  timestamptz(3) not null default now()
);

-- Photos that arrive in parts, over a network that comes and goes; one that never became a photo is erased after a week.
create table upload (
  id         uuid primary key,
  account_id integer not null references account on delete cascade,
  size_bytes integer not null check (size_bytes between 1 and 12582912),
  created_at timestamptz(3) not null default now()
);
create table upload_part (
  upload_id uuid not null references upload on delete cascade,
  start     integer not null check (start >= 0),
  body      bytea not null,
  primary key (upload_id, start)
);
alter table photo add column upload_id uuid unique;

-- What was sent under a key was done: sent again, it is not done twice.
create table sent_action (
  account_id  integer not null references account on delete cascade,
  key         uuid not null,
  incident_id bigint not null references incident on delete cascade,
  sent_at     timestamptz(3) not null default now(),
  primary key (account_id, key)
);
