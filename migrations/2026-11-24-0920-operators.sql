-- Operators, who looks after which grid, and which cells of a grid were visited on which day.
-- Coverage belongs to a grid: no row here says who made a visit.

create table operator (
  id      integer generated always as identity primary key,
  code    text not null unique,
  name    text not null,
  area_id integer not null references area,
  left_at date
);

create table assignment (
  id          integer generated always as identity primary key,
  operator_id integer not null references operator,
  grid_id     integer not null references area,
  role        text not null check (role in ('lead', 'backup', 'cover')),
  valid       daterange not null
);
create index assignment_grid on assignment (grid_id);
create index assignment_operator on assignment (operator_id);

create table grid_visit (
  grid_id integer not null references area,
  cell    text not null,
  day     date not null,
  count   integer not null check (count > 0),
  primary key (grid_id, day, cell)
);
create index grid_visit_day on grid_visit (day);

-- What the county's own data was made from: a row says that it is the demonstration county.
create table setting (
  name  text primary key,
  value jsonb not null
);
