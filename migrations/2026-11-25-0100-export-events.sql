-- The chain tells of exports too: what was taken out of the county's hands, by whom and with which filter. They are about no
-- single incident.

alter table incident_event alter column incident_id drop not null;
alter table incident_event alter column to_state drop not null;
