-- Searches that people keep under a name: what the list is asked for, as the API takes it. Whoever has none of their own sees none.
create table saved_filter (
  id         integer generated always as identity primary key,
  account_id integer not null references account on delete cascade,
  name       text not null check (name <> ''),
  query      jsonb not null,
  created_at timestamptz(3) not null default now(),
  unique (account_id, name)
);
