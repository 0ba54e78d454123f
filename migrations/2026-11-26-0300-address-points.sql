-- Where households live, as numbers at places: by these a change of boundaries moves them. A point is a place in 1e-7 degree
-- with a count of households. No address, no name, not how many people: nothing of anybody is kept here.
create table address_point (
  id         integer generated always as identity primary key,
  x          integer not null check (x between -1800000000 and 1800000000),
  y          integer not null check (y between -900000000 and 900000000),
  households integer not null check (households >= 0)
);
create index address_point_place on address_point (x, y);
