-- Open311 GeoReport v2 (docs/decisions/0029-open311.md): apps of others that file and follow reports of the public.

-- What an app shows when it files a report. Only the hash of a key is kept; a revoked one stays on the list. `used_on`: the last day
-- that it filed something.
create table open311_key (
  id         integer generated always as identity primary key,
  name       text not null unique check (name <> ''),
  key_hash   text not null unique,
  made_by    text not null,
  made_at    timestamptz(3) not null default now(),
  used_on    date,
  revoked_by text,
  revoked_at timestamptz(3),
  check ((revoked_by is null) = (revoked_at is null))
);

-- What an app was told that its report is called: drawn at random, so that nobody asks for it who was not told, before the incident is
-- public. `client`: the name of the key, which may be gone from a restored database.
create table open311_request (
  request_id  text primary key check (request_id ~ '^[0-9A-HJ-NP-Z]{12}$'),
  incident_id bigint not null unique references incident on delete cascade,
  client      text not null,
  made_at     timestamptz(3) not null default now()
);

-- It tells of an incident, so it is for whoever sees that.
alter table open311_request enable row level security;
create policy in_scope on open311_request using (
  (select current_setting('wangge.scope')) = 'county'
  or exists (select from incident where incident.id = incident_id))
  with check (true);

-- The newest first is what apps ask for, again and again.
create index incident_reported on incident (reported_at desc, id desc);
