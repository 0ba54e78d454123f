-- Whether feedback on incidents of a category needs a photo of what was done.
alter table category add column evidence boolean not null default false;
