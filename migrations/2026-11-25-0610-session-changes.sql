-- Whoever lost a session, a token or a role is to hear no more of what they see, at once and in every process. So the tables
-- themselves say whose account changed, whoever changes them: a page, a command, or somebody by hand.
create function tell_account_changed() returns trigger language plpgsql as $$
begin
  perform pg_notify('wangge_account', coalesce(new.account_id, old.account_id)::text);
  return null;
end $$;
create trigger session_ended after delete on session
  for each row execute function tell_account_changed();
create trigger api_token_ended after delete on api_token
  for each row execute function tell_account_changed();
create trigger account_grant_changed after insert or update or delete on account_grant
  for each row execute function tell_account_changed();
