-- What is a record is refused row by row: a statement that touches none is not refused, so that the demonstration county can be
-- taken out of a database that never had one.
create or replace function refuse_change_of_commendation_record() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and exists (select from setting where name = 'demo' and value = 'true') then
    return old;
  end if;
  raise exception '% is append-only: % is refused', tg_table_name, lower(tg_op);
end $$;

drop trigger commendation_event_only_grows on commendation_event;
drop trigger commendation_objection_only_grows on commendation_objection;
drop trigger commendation_objection_decision_only_grows on commendation_objection_decision;
drop trigger commendation_notice_only_grows on commendation_notice;
drop trigger commendation_stays on commendation;

create trigger commendation_event_only_grows before update or delete on commendation_event
  for each row execute function refuse_change_of_commendation_record();
create trigger commendation_objection_only_grows before update or delete on commendation_objection
  for each row execute function refuse_change_of_commendation_record();
create trigger commendation_objection_decision_only_grows before update or delete on commendation_objection_decision
  for each row execute function refuse_change_of_commendation_record();
create trigger commendation_notice_only_grows before update or delete on commendation_notice
  for each row execute function refuse_change_of_commendation_record();
create trigger commendation_stays before delete on commendation
  for each row execute function refuse_change_of_commendation_record();

create trigger commendation_event_no_truncate before truncate on commendation_event
  for each statement execute function refuse_change_of_commendation_record();
create trigger commendation_objection_no_truncate before truncate on commendation_objection
  for each statement execute function refuse_change_of_commendation_record();
create trigger commendation_objection_decision_no_truncate before truncate on commendation_objection_decision
  for each statement execute function refuse_change_of_commendation_record();
create trigger commendation_notice_no_truncate before truncate on commendation_notice
  for each statement execute function refuse_change_of_commendation_record();
create trigger commendation_no_truncate before truncate on commendation
  for each statement execute function refuse_change_of_commendation_record();
