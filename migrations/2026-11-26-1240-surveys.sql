-- Surveys of awareness, participation and satisfaction, and what villages do together (docs/decisions/0030-surveys.md). No name, no
-- address, no single answer: a household is a number in its grid, and answers are counts of a grid.

-- What is asked, word for word. A published wording never changes; another wording is another version, and answers belong to the
-- version of their survey. `questions`: { awareness, participation, satisfaction: { zh, en: { ask, positive, negative } } }.
create table survey_wording (
  version      integer primary key check (version > 0),
  questions    jsonb not null check (jsonb_typeof(questions) = 'object'),
  published_at timestamptz(3) not null default now(),
  published_by text not null
);
insert into survey_wording (version, published_by, questions) values (1, 'wangge', '{
  "awareness": {
    "zh": {"ask": "您知道您家所在的网格，以及有事可以找哪位网格员吗？", "positive": "知道", "negative": "不知道"},
    "en": {"ask": "Do you know which grid you live in, and which grid operator to turn to?", "positive": "Yes", "negative": "No"}},
  "participation": {
    "zh": {"ask": "最近三个月，您或家人参加过村（社区）议事、志愿服务，或者反映过身边的问题吗？", "positive": "有过", "negative": "没有"},
    "en": {"ask": "In the last three months, have you or your family been to a village meeting, volunteered, or reported a problem near you?", "positive": "Yes", "negative": "No"}},
  "satisfaction": {
    "zh": {"ask": "总的来说，您对本网格的服务满意吗？", "positive": "满意", "negative": "不满意"},
    "en": {"ask": "All in all, are you satisfied with the service in your grid?", "positive": "Satisfied", "negative": "Not satisfied"}}
}'::text::jsonb);

-- One a quarter. `targets`: the share to reach, by question. `total`, `least`: how many households to ask, and how many at least in
-- each grid. `seed`: what the draw was made from, so that anybody can make it again; `release`: the boundaries that it went by.
create table survey (
  id         integer generated always as identity primary key,
  quarter    text not null unique check (quarter ~ '^[0-9]{4}-Q[1-4]$'),
  wording    integer not null references survey_wording,
  targets    jsonb not null check (jsonb_typeof(targets) = 'object'),
  total      integer not null check (total > 0),
  least      integer not null check (least >= 0),
  state      text not null default 'planned' check (state in ('planned', 'open', 'closed')),
  version    integer not null default 1,
  made_by    text not null,
  made_at    timestamptz(3) not null default now(),
  seed       text check (seed ~ '^[0-9a-f]{32}$'),
  release    integer references release,
  drawn_by   text,
  drawn_at   timestamptz(3),
  closed_by  text,
  closed_at  timestamptz(3),
  check ((state = 'planned') = (seed is null) and (state = 'planned') = (drawn_at is null)
    and (state = 'planned') = (drawn_by is null) and (state = 'planned') = (release is null)),
  check ((state = 'closed') = (closed_at is not null) and (state = 'closed') = (closed_by is not null))
);

-- What was drawn in a grid, which village and township it was in then. `places`: [household, x, y] or [household]: the number of a
-- household in its grid, and in 1e-7 degree where it is, if that is known.
create table survey_grid (
  survey_id   integer not null references survey,
  grid_id     integer not null references area,
  village_id  integer references area,
  township_id integer references area,
  households  integer not null check (households > 0),
  places      jsonb not null check (jsonb_typeof(places) = 'array'),
  primary key (survey_id, grid_id)
);

-- Codes by which a household answers by itself, once; only their hashes, of no household: a code that was used is gone.
create table survey_code (
  code_hash text primary key,
  survey_id integer not null,
  grid_id   integer not null,
  foreign key (survey_id, grid_id) references survey_grid on delete cascade
);
create index survey_code_grid on survey_code (survey_id, grid_id);

-- What was answered by codes: sums, which nobody can take apart again. `counts`: { question: { positive, negative } }.
create table survey_web_answer (
  survey_id integer not null,
  grid_id   integer not null,
  sheets    integer not null check (sheets > 0),
  counts    jsonb not null check (jsonb_typeof(counts) = 'object'),
  primary key (survey_id, grid_id),
  foreign key (survey_id, grid_id) references survey_grid on delete cascade
);

-- What was answered on paper, as somebody typed it in; what was wrong is taken back by another row. `interviewer`: the code of the operator
-- who asked, if it was one: never one who looks after the grid.
create table survey_entry (
  id          integer generated always as identity primary key,
  survey_id   integer not null,
  grid_id     integer not null,
  withdraws   integer unique references survey_entry,
  sheets      integer not null check (sheets > 0),
  counts      jsonb not null check (jsonb_typeof(counts) = 'object'),
  interviewer text,
  entered_by  text not null,
  entered_at  timestamptz(3) not null default now(),
  foreign key (survey_id, grid_id) references survey_grid
);
create index survey_entry_grid on survey_entry (survey_id, grid_id);

-- How many volunteered and how many meetings there were in a village in a month (its first day): counts, of nobody.
create table participation_count (
  village_id integer not null references area,
  month      date not null check (extract(day from month) = 1),
  volunteers integer not null check (volunteers >= 0),
  meetings   integer not null check (meetings >= 0),
  version    integer not null default 1,
  entered_by text not null,
  entered_at timestamptz(3) not null default now(),
  primary key (village_id, month)
);
create index participation_count_month on participation_count (month);

-- Records only grow. The demonstration county alone can be taken out again, with all that was tried in it; wordings (a backup brings its
-- own) only while nothing was asked by them.
create function refuse_change_of_survey_record() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and tg_table_name = 'survey_wording' and not exists (select from survey) then
    return null;
  end if;
  if tg_op = 'DELETE' and tg_table_name <> 'survey_wording'
    and exists (select from setting where name = 'demo' and value = 'true'::jsonb) then
    return null;
  end if;
  raise exception '% is append-only: % is refused', tg_table_name, lower(tg_op);
end $$;
create trigger survey_wording_only_grows before update or delete or truncate on survey_wording
  for each statement execute function refuse_change_of_survey_record();
create trigger survey_grid_only_grows before update or delete or truncate on survey_grid
  for each statement execute function refuse_change_of_survey_record();
create trigger survey_entry_only_grows before update or delete or truncate on survey_entry
  for each statement execute function refuse_change_of_survey_record();

-- Once drawn, a survey is asked as it was planned.
create function refuse_change_of_drawn_survey() returns trigger language plpgsql as $$
begin
  if old.state <> 'planned' and (new.quarter, new.wording, new.targets, new.total, new.least, new.seed, new.release, new.drawn_at)
    is distinct from (old.quarter, old.wording, old.targets, old.total, old.least, old.seed, old.release, old.drawn_at) then
    raise exception 'survey %: what was drawn stays as it is', old.quarter;
  end if;
  if old.state = 'closed' and new.state <> 'closed' then
    raise exception 'survey %: what is closed stays closed', old.quarter;
  end if;
  return new;
end $$;
create trigger survey_stays before update on survey for each row execute function refuse_change_of_drawn_survey();
