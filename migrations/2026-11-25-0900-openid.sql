-- Accounts whose owners sign in at a provider of OpenID Connect, with a password beside it or without one.
alter table account alter column password_hash drop not null;

-- `claimed`: what the provider must call the owner when they sign in for the first time. From then on issuer and subject
-- say who it is, which never pass to anybody else there: a name may.
create table account_openid (
  account_id integer primary key references account on delete cascade,
  claimed    text not null unique check (claimed <> ''),
  issuer     text,
  subject    text,
  bound_at   timestamptz,
  unique (issuer, subject),
  check ((issuer is null) = (subject is null) and (issuer is null) = (bound_at is null))
);

-- Who is on the way to the provider and back: gone with the way back, or after some minutes. State and browser are known by
-- their hashes only; nonce and verifier are of no use without the code that comes back.
create table openid_attempt (
  state_hash    text primary key,
  browser_hash  text not null,
  nonce         text not null,
  code_verifier text not null,
  return_to     text not null,
  created_at    timestamptz not null default now()
);
create index openid_attempt_created on openid_attempt (created_at);
