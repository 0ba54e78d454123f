-- Photos of incidents, encoded anew by us: nothing of where and with what they were taken is in them.
create table photo (
  id          bigint generated always as identity primary key,
  incident_id bigint not null references incident on delete cascade,
  added_by    text not null,
  added_at    timestamptz(3) not null default now(),
  width       integer not null check (width > 0),
  height      integer not null check (height > 0),
  body        bytea not null,
  small       bytea not null
);
create index photo_incident on photo (incident_id);
