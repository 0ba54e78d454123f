-- Who looked after the grids when a quarter was closed, as counts of the county and of each township, and of nobody by name. Quarters that
-- were closed before have no rows here, and the text that their hash is of says nothing of it (server/evaluation/closing/proof.ts).
-- `operators`: different people with an assignment on that day, backups included. `households`: null where no grid's are known.
create table quarter_staffing (
  quarter      text not null references quarter_closing on delete cascade,
  level        text not null check (level in ('county', 'township')),
  code         text not null,
  grids        integer not null check (grids >= 0),
  vacant_grids integer not null check (vacant_grids between 0 and grids),
  operators    integer not null check (operators >= 0),
  households   integer check (households >= 0),
  primary key (quarter, code)
);
create trigger append_only before update or truncate on quarter_staffing
  for each statement execute function refuse_to_change_quarters();
create trigger keep before delete on quarter_staffing for each row execute function refuse_to_erase_quarters();
