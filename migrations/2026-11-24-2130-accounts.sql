-- People who sign in, which areas they may see, and their sessions. Nothing is kept of where or with what they sign in.

-- `failures` and `locked_until`: wrong passwords in a row, and how long no further one is tried.
-- `demo`: one of the accounts of the demonstration county; it goes with it.
create table account (
  id            integer generated always as identity primary key,
  name          text not null unique check (name ~ '^[a-z0-9][a-z0-9._-]{0,62}$'),
  password_hash text not null,
  demo          boolean not null default false,
  created_at    timestamptz not null default now(),
  failures      integer not null default 0 check (failures >= 0),
  locked_until  timestamptz
);

-- A role on an area and all below it; without an area, on the whole county.
create table account_grant (
  id         integer generated always as identity primary key,
  account_id integer not null references account on delete cascade,
  role       text not null check (role in
    ('administrator', 'leader', 'dispatcher', 'supervisor', 'analyst', 'manager', 'operator', 'display')),
  area_id    integer references area on delete cascade,
  unique nulls not distinct (account_id, role, area_id)
);

-- Only the hash of a session's token is kept: whoever reads this table cannot sign in with it.
create table session (
  token_hash text primary key,
  account_id integer not null references account on delete cascade,
  created_at timestamptz not null default now(),
  seen_at    timestamptz not null default now()
);
create index session_account on session (account_id);
