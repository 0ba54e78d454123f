-- The quarter (docs/decisions/0026-quarterly-evaluation.md): how much each indicator counts, quarters that were closed with all that
-- stands behind their figures, and appeals against them. All of it is a record: rows are added and never changed.

-- A version holds from its quarter on, until a later version does. The first one comes with the program
-- (server/domain/evaluation/scheme.ts).
create table evaluation_scheme (
  version      integer primary key check (version > 1),
  from_quarter text not null check (from_quarter ~ '^20\d\d-Q[1-4]$'),
  weights      jsonb not null check (jsonb_typeof(weights) = 'object'),
  note         text not null default '',
  author       text not null,
  made_at      timestamptz(3) not null default now()
);
-- `release`: of the boundaries that figures were added up by. `hash`: SHA-256 over all of the closing (server/evaluation/closing/proof.ts).
-- `demo`: of the demonstration county, with which it goes.
create table quarter_closing (
  quarter   text primary key check (quarter ~ '^20\d\d-Q[1-4]$'),
  starts_at timestamptz(3) not null,
  ends_at   timestamptz(3) not null,
  closed_at timestamptz(3) not null,
  closed_by text not null,
  note      text not null,
  scheme    integer not null check (scheme > 0),
  release   integer not null,
  incidents integer not null check (incidents >= 0),
  hash      text not null check (hash ~ '^[0-9a-f]{64}$'),
  demo      boolean not null default false,
  check (starts_at < ends_at and ends_at <= closed_at)
);

-- What was the same for all of a level: how indicators counted, and what they were drawn towards. `level` 'county': its sums.
create table quarter_level (
  quarter text not null references quarter_closing on delete cascade,
  level   text not null check (level in ('county', 'township', 'village', 'grid', 'unit')),
  ranked  integer not null check (ranked >= 0),
  content jsonb not null,
  primary key (quarter, level)
);

-- The scorecard of an area or a unit. `parent`: code of the area above, or of the township whose unit it is.
create table quarter_card (
  quarter   text not null references quarter_closing on delete cascade,
  level     text not null check (level in ('township', 'village', 'grid', 'unit')),
  code      text not null,
  name      text not null,
  name_en   text,
  parent    text,
  score     double precision check (score between 0 and 100),
  rank      integer check (rank > 0),
  rank_low  integer,
  rank_high integer,
  content   jsonb not null,
  primary key (quarter, level, code),
  check ((score is null) = (rank is null) and rank_low <= rank and rank <= rank_high)
);

-- The incidents behind the figures. `counts`: what it added to which figure, like 'closing 1/1, onTime 0/1'. `area`, `unit`: codes
-- of where it was counted.
create table quarter_incident (
  quarter     text not null references quarter_closing on delete cascade,
  incident_id bigint not null,
  number      text not null,
  area        text,
  unit        text,
  counts      text not null,
  primary key (quarter, incident_id)
);
-- Like all that tells of an incident: for whoever sees it.
alter table quarter_incident enable row level security;
create policy in_scope on quarter_incident using (
  (select current_setting('wangge.scope')) = 'county'
  or exists (select from incident where incident.id = incident_id))
  with check (true);

-- Against a frozen figure. `incident_id`: the one that it is about, if it is about one.
create table quarter_appeal (
  id                 integer generated always as identity primary key,
  quarter            text not null,
  level              text not null,
  code               text not null,
  indicator          text not null,
  frozen_numerator   integer not null,
  frozen_denominator integer not null,
  incident_id        bigint,
  incident_number    text,
  reason             text not null check (reason <> ''),
  made_by            text not null,
  made_at            timestamptz(3) not null,
  foreign key (quarter, level, code) references quarter_card on delete cascade,
  check ((incident_id is null) = (incident_number is null))
);
create index quarter_appeal_card on quarter_appeal (quarter, level, code);

-- One decision an appeal. `numerator`, `denominator`: of one upheld, what the figure should be.
create table quarter_appeal_decision (
  appeal_id   integer primary key references quarter_appeal on delete cascade,
  outcome     text not null check (outcome in ('upheld', 'rejected')),
  words       text not null check (words <> ''),
  decided_by  text not null,
  decided_at  timestamptz(3) not null,
  numerator   integer,
  denominator integer,
  check ((outcome = 'upheld') = (numerator is not null) and (numerator is null) = (denominator is null)),
  check (numerator between 0 and denominator)
);

create function refuse_to_change_quarters() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: % is refused', tg_table_name, lower(tg_op);
end $$;
-- The demonstration goes when a real county takes its place; whatever hangs on its closings goes with them.
create function refuse_to_erase_quarters() returns trigger language plpgsql as $$
begin
  if exists (select from quarter_closing where quarter = old.quarter and not demo) then
    raise exception '% is append-only: % is refused', tg_table_name, lower(tg_op);
  end if;
  return old;
end $$;
create function refuse_to_erase_decisions() returns trigger language plpgsql as $$
begin
  if exists (select from quarter_appeal where id = old.appeal_id) then
    raise exception '% is append-only: % is refused', tg_table_name, lower(tg_op);
  end if;
  return old;
end $$;

create trigger append_only before update or delete or truncate on evaluation_scheme
  for each statement execute function refuse_to_change_quarters();
create trigger append_only before update or truncate on quarter_closing
  for each statement execute function refuse_to_change_quarters();
create trigger keep before delete on quarter_closing for each row execute function refuse_to_erase_quarters();
create trigger append_only before update or truncate on quarter_level
  for each statement execute function refuse_to_change_quarters();
create trigger keep before delete on quarter_level for each row execute function refuse_to_erase_quarters();
create trigger append_only before update or truncate on quarter_card
  for each statement execute function refuse_to_change_quarters();
create trigger keep before delete on quarter_card for each row execute function refuse_to_erase_quarters();
create trigger append_only before update or truncate on quarter_incident
  for each statement execute function refuse_to_change_quarters();
create trigger keep before delete on quarter_incident for each row execute function refuse_to_erase_quarters();
create trigger append_only before update or truncate on quarter_appeal
  for each statement execute function refuse_to_change_quarters();
create trigger keep before delete on quarter_appeal for each row execute function refuse_to_erase_quarters();
create trigger append_only before update or truncate on quarter_appeal_decision
  for each statement execute function refuse_to_change_quarters();
create trigger keep before delete on quarter_appeal_decision for each row execute function refuse_to_erase_decisions();

-- What falls due in a quarter, and what failed or was supervised in it.
create index incident_due on incident (due_at) where due_at is not null;
create index incident_event_outcome on incident_event (at) where action in ('fail', 'supervise');
