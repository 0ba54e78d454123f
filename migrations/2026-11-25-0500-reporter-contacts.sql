-- How to reach who told of an incident, where they said so. Name and number are sealed for this one incident with the key
-- of WANGGE_SECRET (server/secret/keyring.ts); nothing of them stands in the clear.
-- `key_id`: which key that was, as part of a hash of it.
create table reporter_contact (
  incident_id bigint primary key references incident on delete cascade,
  key_id      text not null check (key_id ~ '^[0-9a-f]{16}$'),
  sealed      bytea not null check (octet_length(sealed) > 28),
  created_at  timestamptz(3) not null default now()
);

-- Like all that hangs on an incident: for whoever sees it. Who may read it is the life cycle's business.
alter table reporter_contact enable row level security;
create policy in_scope on reporter_contact using (
  (select current_setting('wangge.scope')) = 'county'
  or exists (select from incident where incident.id = incident_id))
  with check (true);
