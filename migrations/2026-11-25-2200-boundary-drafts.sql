-- Changes of boundaries as drafts that are reviewed, and what each release kept of the areas before it.

-- An area as it was in a release, whatever it is called and counted now. Of what was there before only the last is known.
alter table area_version
  add column name       text,
  add column name_en    text,
  add column kind       text,
  add column households integer check (households >= 0),
  add column population integer check (population >= 0);
update area_version version
set name = area.name, name_en = area.name_en, kind = area.kind, households = area.households,
  population = area.population
from area where area.id = version.area_id;
alter table area_version
  alter column name set not null,
  alter column kind set not null,
  add check (kind in ('general', 'exclusive', 'micro'));

-- `operations`: as server/domain/coverage/edit/operation.ts says; the first `done` of them are done, the others were undone.
-- `touched`: codes of the areas that those have changed, '' for the land outside.
-- `hash`: of base release, operations and impact, once all was checked; `approved_hash`: what was approved.
create table boundary_draft (
  id            integer generated always as identity primary key,
  title         text not null check (title <> ''),
  area_id       integer not null references area,
  base_release  integer not null references release,
  state         text not null default 'draft' check (state in
    ('draft', 'validated', 'review', 'approved', 'rejected', 'published', 'discarded')),
  author_id     integer not null references account,
  reviewer_id   integer references account,
  note          text not null default '',
  review_note   text not null default '',
  operations    jsonb not null default '[]',
  done          integer not null default 0,
  touched       jsonb not null default '[]',
  version       integer not null default 1,
  hash          text,
  approved_hash text,
  created_at    timestamptz(3) not null default now(),
  changed_at    timestamptz(3) not null default now(),
  release       integer unique references release,
  check (reviewer_id <> author_id),
  check (done between 0 and jsonb_array_length(operations)),
  check ((state = 'published') = (release is not null)),
  check (state not in ('approved', 'published') or approved_hash is not null)
);
create index boundary_draft_state on boundary_draft (state, changed_at desc);

-- Who approved a release, and the draft that it was, if any.
alter table release
  add column reviewer text,
  add column draft_id integer references boundary_draft on delete set null;

-- Where the ground of the finest areas went with a release: null is the land outside. `share_of_area`: of the area that it
-- comes from; what comes from outside has none.
create table area_lineage (
  id            integer generated always as identity primary key,
  release       integer not null references release,
  from_area_id  integer references area,
  to_area_id    integer references area,
  share_of_area double precision check (share_of_area > 0 and share_of_area <= 1),
  households    integer check (households >= 0),
  population    integer check (population >= 0),
  unique nulls not distinct (release, from_area_id, to_area_id),
  check (num_nonnulls(from_area_id, to_area_id) > 0),
  check ((from_area_id is null) = (share_of_area is null))
);
