-- Tokens for programs: they act as an account, until they expire, reading only unless said otherwise. Only the hash is kept.
create table api_token (
  id         integer generated always as identity primary key,
  account_id integer not null references account on delete cascade,
  label      text not null check (label <> ''),
  token_hash text not null unique,
  can_write  boolean not null default false,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null check (expires_at > created_at)
);
create index api_token_account on api_token (account_id);
