-- The second line of defence (docs/decisions/0017-row-level-security.md): even a statement that forgot to ask whom it is for
-- sees only the incidents of the scope that its transaction has set (server/db/row-scope.ts):
--   wangge.scope  'county' for everything, or 'areas'
--   wangge.areas  areas whose incidents are seen, with all below
--   wangge.units  units whose incidents are seen
-- Without a scope a statement fails. Only what is seen can be changed; whether it may be is the life cycle's business.

-- So that the planner knows how little the areas of a scope cost.
create index area_version_area on area_version (area_id);

alter table incident enable row level security;
create policy in_scope on incident using (
  (select current_setting('wangge.scope')) = 'county'
  or area_version_id in (
    select version.id from area_version version
    join unnest(current_setting('wangge.areas')::integer[]) area on area = version.area_id)
  or unit_id in (select unnest(current_setting('wangge.units')::integer[])))
  with check (true);

-- What hangs on an incident is for whoever sees it; events that are about none are the county's.
alter table incident_event enable row level security;
create policy in_scope on incident_event using (
  (select current_setting('wangge.scope')) = 'county'
  or exists (select from incident where incident.id = incident_id))
  with check (true);

alter table photo enable row level security;
create policy in_scope on photo using (
  (select current_setting('wangge.scope')) = 'county'
  or exists (select from incident where incident.id = incident_id))
  with check (true);
