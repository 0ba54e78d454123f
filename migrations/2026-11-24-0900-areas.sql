-- Areas, their releases and the versions of their boundaries.
-- The integers in `rings` (1e-7 degree) are the truth of a boundary; `geom` is derived from them.

create extension if not exists postgis;

create table area (
  id            integer generated always as identity primary key,
  code          text not null unique check (code <> ''),
  external_code text,
  level         text not null check (level in ('county', 'township', 'village', 'grid')),
  parent_id     integer references area,
  name          text not null,
  name_en       text,
  kind          text not null default 'general' check (kind in ('general', 'exclusive', 'micro')),
  households    integer check (households >= 0),
  population    integer check (population >= 0),
  retired_at    timestamptz,
  check ((level = 'county') = (parent_id is null))
);
create index area_parent on area (parent_id);
create unique index area_one_county on area (level) where level = 'county' and retired_at is null;

create table release (
  seq          integer generated always as identity primary key,
  published_at timestamptz not null default now(),
  valid_from   timestamptz not null,
  author       text not null,
  note         text not null,
  changeset    jsonb not null default '{}'
);

-- `rings`: parts, each a list of rings (outer first, then holes), each ring flat integers x0, y0, x1, y1, … not closed.
-- `cell_resolution`, `cell_count`: the H3 cells whose centre lies in a grid; null above grids.
create table area_version (
  id              integer generated always as identity primary key,
  area_id         integer not null references area,
  parent_id       integer references area,
  release_from    integer not null references release,
  release_to      integer references release,
  valid           tstzrange not null,
  rings           jsonb not null,
  geom            geometry(MultiPolygon, 4326) not null check (ST_IsValid(geom)),
  cell_resolution smallint,
  cell_count      integer,
  check (release_to > release_from)
);
create unique index area_version_current on area_version (area_id) where release_to is null;
create index area_version_geom on area_version using gist (geom);
create index area_version_release on area_version (release_from, release_to);
