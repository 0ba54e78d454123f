-- What operators are there for (docs/decisions/0028-duties-and-training.md), and what they have learnt for it.

-- The published list of duties of a grid: one document a version, in force from `begins_at` (the first moment of the day `valid_from`
-- in the county) until a later version is. `items`: [{category, tasks, operatorZh, operatorEn, othersZh, othersEn, unit, basisZh,
-- basisEn}], of server/domain/duty-list/item.ts; the unit with its name as it was then.
create table duty_list (
  version      integer primary key check (version > 0),
  valid_from   date not null,
  begins_at    timestamptz(3) not null,
  items        jsonb not null check (jsonb_typeof(items) = 'array' and jsonb_array_length(items) > 0),
  note         text,
  published_at timestamptz(3) not null default now(),
  published_by text not null,
  demo         boolean not null default false
);

-- What was published is never changed. Only the demonstration's own list goes, with the demonstration county.
create function refuse_change_of_duty_list() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and old.demo then
    return old;
  end if;
  raise exception 'duty_list is append-only: % is refused', lower(tg_op);
end $$;
create trigger duty_list_only_grows before update or delete on duty_list
  for each row execute function refuse_change_of_duty_list();
create trigger duty_list_not_emptied before truncate on duty_list
  for each statement execute function refuse_change_of_duty_list();

-- The next list while it is written; `items` null: nobody writes one. `version` only grows, so that nobody saves over a later draft.
create table duty_list_draft (
  the_only   boolean primary key default true check (the_only),
  items      jsonb check (jsonb_typeof(items) = 'array'),
  version    integer not null default 1,
  changed_at timestamptz(3) not null default now(),
  changed_by text not null
);

-- What operators, and others, are taught. `gives`: what passing it is kept as (table qualification), under the name `given_name`; null:
-- nothing. `valid_months`: null: it is good for ever.
create table training_course (
  id           integer generated always as identity primary key,
  name         text not null unique check (name <> ''),
  name_en      text not null check (name_en <> ''),
  minutes      integer not null check (minutes between 15 and 6000),
  for_role     text not null,
  gives        text check (gives in ('training', 'certificate')),
  given_name   text check (given_name <> ''),
  valid_months integer check (valid_months between 1 and 120),
  retired_at   timestamptz(3),
  version      integer not null default 1,
  changed_at   timestamptz(3) not null default now(),
  changed_by   text not null,
  check ((gives is null) = (given_name is null) and (gives is not null or valid_months is null))
);

-- So many sessions of a course are to be held for an area in a year ('2026') or a quarter ('2026-Q3').
create table training_plan (
  id         integer generated always as identity primary key,
  period     text not null check (period ~ '^\d{4}(-Q[1-4])?$'),
  course_id  integer not null references training_course,
  area_id    integer not null references area,
  sessions   integer not null check (sessions between 1 and 1000),
  version    integer not null default 1,
  changed_at timestamptz(3) not null default now(),
  changed_by text not null,
  unique (period, course_id, area_id)
);

-- `area_id`: for whom, a township or the county. Places in 1e-7 degree.
create table training_session (
  id           integer generated always as identity primary key,
  course_id    integer not null references training_course,
  area_id      integer not null references area,
  address      text not null check (address <> ''),
  x            integer not null check (x between -1800000000 and 1800000000),
  y            integer not null check (y between -900000000 and 900000000),
  starts_at    timestamptz(3) not null,
  ends_at      timestamptz(3) not null check (ends_at > starts_at),
  capacity     integer not null check (capacity between 1 and 10000),
  trainer      text not null check (trainer <> ''),
  cancelled_at timestamptz(3),
  version      integer not null default 1,
  changed_at   timestamptz(3) not null default now(),
  changed_by   text not null
);
create index training_session_starts on training_session (starts_at);

-- `result` null: expected to come. `qualification_id`: what passing it has given; null: nothing, or it was taken back by hand.
create table training_attendance (
  session_id       integer not null references training_session on delete cascade,
  operator_id      integer not null references operator on delete cascade,
  result           text check (result in ('passed', 'not_passed', 'absent')),
  qualification_id integer references qualification on delete set null,
  entered_at       timestamptz(3) not null default now(),
  entered_by       text not null,
  primary key (session_id, operator_id)
);
create index training_attendance_operator on training_attendance (operator_id);
create index training_attendance_qualification on training_attendance (qualification_id);
