-- Displays on walls (docs/decisions/0025-displays.md). A display is nobody: it has no account, no session and no password. It is
-- paired by a code that it shows and an administrator types in, sees one area, changes nothing, and can be turned off at once.

-- What a display shows one after the other. `scenes`: [{area, seconds, layers}], of server/domain/wall/scene.ts.
create table tour (
  id         integer generated always as identity primary key,
  name       text not null unique check (name <> ''),
  scenes     jsonb not null check (jsonb_typeof(scenes) = 'array'),
  version    integer not null default 1,
  changed_at timestamptz(3) not null default now(),
  changed_by text not null
);

-- `token_hash`: of what its cookie holds, made anew every day; `former_hash`: of the one before, until the display has come with the
-- new one. `tour_id`: null: its area, and each part of it. `pin`: {area, layers}, what somebody wants to be seen instead.
-- `build`: the program that it runs, as it says itself.
create table display (
  id          integer generated always as identity primary key,
  name        text not null unique check (name <> ''),
  area_id     integer not null references area on delete cascade,
  tour_id     integer references tour on delete set null,
  language    text not null default 'zh' check (language in ('zh', 'en', 'both')),
  theme       text not null default 'dark' check (theme in ('dark', 'light')),
  sound       boolean not null default false,
  pin         jsonb check (jsonb_typeof(pin) = 'object'),
  pinned_by   text,
  pinned_at   timestamptz(3),
  pinned_until timestamptz(3),
  paired_by   text not null,
  paired_at   timestamptz(3) not null default now(),
  token_hash  text not null unique,
  token_at    timestamptz(3) not null default now(),
  former_hash text unique,
  seen_at     timestamptz(3),
  build       text,
  check ((pin is null) = (pinned_by is null) and (pin is null) = (pinned_at is null)),
  check (pinned_until is null or pin is not null)
);

-- A screen that waits to be paired. `secret_hash`: of what the screen itself holds; `code`: what it shows. `display_id`: once an
-- administrator has typed the code in; with its next question the screen takes the display's token.
create table display_pairing (
  code        text primary key check (code ~ '^[0-9A-HJ-NP-Z]{6}$'),
  secret_hash text not null unique,
  made_at     timestamptz(3) not null default now(),
  expires_at  timestamptz(3) not null,
  display_id  integer unique references display on delete cascade
);

-- Open streams of a display hear at once that something of it changed, or that it is no more (server/live/).
create function tell_display_changed() returns trigger language plpgsql as $$
begin
  -- That it was seen, or has a new token, changes nothing of what it shows.
  if tg_op = 'UPDATE' and
    (new.name, new.area_id, new.tour_id, new.language, new.theme, new.sound, new.pin, new.pinned_at, new.pinned_until) is not distinct from
    (old.name, old.area_id, old.tour_id, old.language, old.theme, old.sound, old.pin, old.pinned_at, old.pinned_until) then
    return null;
  end if;
  perform pg_notify('wangge_display', coalesce(new.id, old.id)::text);
  return null;
end $$;
create trigger display_changed after update or delete on display for each row execute function tell_display_changed();

create function tell_tour_changed() returns trigger language plpgsql as $$
begin
  perform pg_notify('wangge_display', display.id::text) from display where tour_id = new.id;
  return null;
end $$;
create trigger tour_changed after update on tour for each row execute function tell_tour_changed();

-- A wall says how many were closed today, every few seconds.
create index incident_closed on incident (closed_at) where closed_at is not null;
