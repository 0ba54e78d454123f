-- The promotion plan (docs/decisions/0031-promotion-plan.md): by which day which township brings what of the system into use.

-- `kind`: of server/domain/plan/milestone.ts; all but devices are measured from what the system knows.
-- `label`: words of the county's own, as "first stage". `target_percent`: the share that is to be reached.
-- `planned`: so many grids are to be drawn; null for all other kinds.
-- `counted`, `counted_of`: what somebody counted where nothing is known, with who and when.
-- `done_numerator`, `done_denominator`: the measure on the day that it was done.
-- `supervised_until`: by when the order of a supervision wants it done. `escalation`: how often it went a level up.
create table plan_milestone (
  id               integer generated always as identity primary key,
  area_id          integer not null references area on delete cascade,
  kind             text not null check (kind in
    ('devices', 'accounts', 'training', 'grids', 'staffed', 'incidents', 'channels')),
  label            text not null default '',
  begins_on        date not null,
  ends_on          date not null check (ends_on >= begins_on),
  target_percent   smallint not null check (target_percent between 1 and 100),
  planned          integer check (planned > 0),
  owner_account_id integer references account on delete set null,
  owner_unit_id    integer references unit on delete set null,
  counted          integer,
  counted_of       integer,
  counted_by       text,
  counted_at       timestamptz(3),
  done_on          date,
  done_by          text,
  done_numerator   integer,
  done_denominator integer,
  urged            smallint not null default 0 check (urged >= 0),
  supervised_until date,
  escalation       smallint not null default 0 check (escalation between 0 and 2),
  withdrawn        boolean not null default false,
  version          integer not null default 1,
  check ((kind = 'grids') = (planned is not null)),
  check (num_nonnulls(owner_account_id, owner_unit_id) <= 1),
  check (num_nonnulls(counted, counted_of, counted_by, counted_at) in (0, 4)),
  check (counted between 0 and counted_of and counted_of > 0),
  check (num_nonnulls(done_on, done_by, done_numerator, done_denominator) in (0, 4))
);
create index plan_milestone_area on plan_milestone (area_id);

-- Every step of every milestone, for good: rows outlive the milestone that they tell of.
-- `rule`: what took it by itself (server/domain/plan/plan-rules.ts), once for each milestone.
create table plan_event (
  seq          integer generated always as identity primary key,
  milestone_id integer not null,
  version      integer not null,
  action       text not null check (action in
    ('begin', 'change', 'count', 'done', 'urge', 'supervise', 'escalate', 'withdraw')),
  rule         text,
  actor        text not null,
  actor_role   text not null,
  at           timestamptz(3) not null,
  note         text,
  data         jsonb not null default '{}',
  unique (milestone_id, version)
);
create unique index plan_event_rule on plan_event (milestone_id, rule) where rule is not null;

create function refuse_to_change_plan_events() returns trigger language plpgsql as $$
begin
  raise exception 'plan_event is append-only: % is refused', lower(tg_op);
end $$;
create trigger plan_event_append_only before update or delete or truncate on plan_event
  for each statement execute function refuse_to_change_plan_events();
