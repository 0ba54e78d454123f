-- Rules by which incidents are urged, supervised and escalated by themselves.

-- How often an incident was opened again: rules may fire once more each time.
alter table incident add column reopened smallint not null default 0 check (reopened >= 0);

-- `condition`: 'timeLeft': no more than the share `amount` of the time to close is left; 'overdue': the deadline passed
-- `amount` working days ago (of an emergency: so many times its two hours).
-- `days`: of a supervision order, the working days that it gives.
-- `since`: what was so before does not fire, so that an import of old incidents or a new rule does not flood anybody.
create table supervision_rule (
  code      text primary key check (code ~ '^[a-z0-9][a-z0-9-]{0,31}$'),
  condition text not null check (condition in ('timeLeft', 'overdue')),
  amount    double precision not null check (amount >= 0 and (condition = 'overdue' or amount <= 1)),
  action    text not null check (action in ('urge', 'supervise', 'escalate')),
  days      smallint check (days between 1 and 15),
  enabled   boolean not null default true,
  since     timestamptz(3) not null default now(),
  check ((action = 'supervise') = (days is not null))
);
insert into supervision_rule (code, condition, amount, action, days) values
  ('half-time', 'timeLeft', 0.5, 'urge', null),
  ('overdue', 'overdue', 0, 'escalate', null),
  ('overdue-1-day', 'overdue', 1, 'supervise', 2),
  ('overdue-3-days', 'overdue', 3, 'escalate', null);

-- What a rule has done: never the same step twice, whichever process does it.
create table supervision_done (
  rule_code   text not null references supervision_rule on delete cascade,
  incident_id bigint not null references incident on delete cascade,
  reopened    smallint not null,
  at          timestamptz not null default now(),
  primary key (incident_id, rule_code, reopened)
);
