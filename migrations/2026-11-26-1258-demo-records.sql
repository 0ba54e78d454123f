-- What surveys and the promotion plan keep for good is refused row by row, as the records of commendations are: a statement that
-- touches none is not refused, so that the demonstration county can be taken out of a database that never had one. With it go the
-- steps of its plan.
create or replace function refuse_change_of_survey_record() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and tg_table_name = 'survey_wording' and not exists (select from survey) then
    return old;
  end if;
  if tg_op = 'DELETE' and tg_table_name <> 'survey_wording'
    and exists (select from setting where name = 'demo' and value = 'true'::jsonb) then
    return old;
  end if;
  raise exception '% is append-only: % is refused', tg_table_name, lower(tg_op);
end $$;
drop trigger survey_wording_only_grows on survey_wording;
drop trigger survey_grid_only_grows on survey_grid;
drop trigger survey_entry_only_grows on survey_entry;
create trigger survey_wording_only_grows before update or delete on survey_wording
  for each row execute function refuse_change_of_survey_record();
create trigger survey_grid_only_grows before update or delete on survey_grid
  for each row execute function refuse_change_of_survey_record();
create trigger survey_entry_only_grows before update or delete on survey_entry
  for each row execute function refuse_change_of_survey_record();
create trigger survey_wording_no_truncate before truncate on survey_wording
  for each statement execute function refuse_change_of_survey_record();
create trigger survey_grid_no_truncate before truncate on survey_grid
  for each statement execute function refuse_change_of_survey_record();
create trigger survey_entry_no_truncate before truncate on survey_entry
  for each statement execute function refuse_change_of_survey_record();

create or replace function refuse_to_change_plan_events() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and exists (select from setting where name = 'demo' and value = 'true'::jsonb) then
    return old;
  end if;
  raise exception 'plan_event is append-only: % is refused', lower(tg_op);
end $$;
drop trigger plan_event_append_only on plan_event;
create trigger plan_event_append_only before update or delete on plan_event
  for each row execute function refuse_to_change_plan_events();
create trigger plan_event_no_truncate before truncate on plan_event
  for each statement execute function refuse_to_change_plan_events();
