-- When offices work: the hours of a working day, the weekdays that are worked, and the days that differ from the week.

-- `weekdays`: 1 is Monday, 7 Sunday. `hours`: stretches in order, as the command "calendar hours" takes them.
create table office_hours (
  the_only boolean primary key default true check (the_only),
  weekdays smallint[] not null check (cardinality(weekdays) > 0 and weekdays <@ '{1,2,3,4,5,6,7}'::smallint[]),
  hours    text not null check (hours ~ '^\d\d:\d\d-\d\d:\d\d(,\d\d:\d\d-\d\d:\d\d)*$')
);
insert into office_hours (weekdays, hours) values ('{1,2,3,4,5}', '08:30-12:00,14:00-18:00');

-- `kind`: a holiday is off, a workday (调休上班) is worked, whatever weekday it is.
create table calendar_day (
  day     date primary key check (day between '2000-01-01' and '2099-12-31'),
  kind    text not null check (kind in ('holiday', 'workday')),
  name    text check (name <> '' and length(name) <= 60),
  name_en text check (name_en <> '' and length(name_en) <= 60)
);

-- From the yearly notice of the State Council's General Office on holidays: 2024: 国办发明电〔2023〕7号; 2025:
-- 国办发明电〔2024〕12号; 2026: the notice of 4 November 2025. Further years are entered each November.
insert into calendar_day (day, kind, name, name_en)
select day::date, kind, name, name_en
from (values
  ('2024-01-01', '2024-01-01', 'holiday', '元旦', 'New Year'),
  ('2024-02-04', '2024-02-04', 'workday', '春节调休', 'for Spring Festival'),
  ('2024-02-10', '2024-02-17', 'holiday', '春节', 'Spring Festival'),
  ('2024-02-18', '2024-02-18', 'workday', '春节调休', 'for Spring Festival'),
  ('2024-04-04', '2024-04-06', 'holiday', '清明节', 'Tomb Sweeping Day'),
  ('2024-04-07', '2024-04-07', 'workday', '清明节调休', 'for Tomb Sweeping Day'),
  ('2024-04-28', '2024-04-28', 'workday', '劳动节调休', 'for Labour Day'),
  ('2024-05-01', '2024-05-05', 'holiday', '劳动节', 'Labour Day'),
  ('2024-05-11', '2024-05-11', 'workday', '劳动节调休', 'for Labour Day'),
  ('2024-06-10', '2024-06-10', 'holiday', '端午节', 'Dragon Boat Festival'),
  ('2024-09-14', '2024-09-14', 'workday', '中秋节调休', 'for Mid-Autumn Festival'),
  ('2024-09-15', '2024-09-17', 'holiday', '中秋节', 'Mid-Autumn Festival'),
  ('2024-09-29', '2024-09-29', 'workday', '国庆节调休', 'for National Day'),
  ('2024-10-01', '2024-10-07', 'holiday', '国庆节', 'National Day'),
  ('2024-10-12', '2024-10-12', 'workday', '国庆节调休', 'for National Day'),
  ('2025-01-01', '2025-01-01', 'holiday', '元旦', 'New Year'),
  ('2025-01-26', '2025-01-26', 'workday', '春节调休', 'for Spring Festival'),
  ('2025-01-28', '2025-02-04', 'holiday', '春节', 'Spring Festival'),
  ('2025-02-08', '2025-02-08', 'workday', '春节调休', 'for Spring Festival'),
  ('2025-04-04', '2025-04-06', 'holiday', '清明节', 'Tomb Sweeping Day'),
  ('2025-04-27', '2025-04-27', 'workday', '劳动节调休', 'for Labour Day'),
  ('2025-05-01', '2025-05-05', 'holiday', '劳动节', 'Labour Day'),
  ('2025-05-31', '2025-06-02', 'holiday', '端午节', 'Dragon Boat Festival'),
  ('2025-09-28', '2025-09-28', 'workday', '国庆节、中秋节调休', 'for National Day and Mid-Autumn'),
  ('2025-10-01', '2025-10-08', 'holiday', '国庆节、中秋节', 'National Day and Mid-Autumn'),
  ('2025-10-11', '2025-10-11', 'workday', '国庆节、中秋节调休', 'for National Day and Mid-Autumn'),
  ('2026-01-01', '2026-01-03', 'holiday', '元旦', 'New Year'),
  ('2026-01-04', '2026-01-04', 'workday', '元旦调休', 'for New Year'),
  ('2026-02-14', '2026-02-14', 'workday', '春节调休', 'for Spring Festival'),
  ('2026-02-15', '2026-02-23', 'holiday', '春节', 'Spring Festival'),
  ('2026-02-28', '2026-02-28', 'workday', '春节调休', 'for Spring Festival'),
  ('2026-04-04', '2026-04-06', 'holiday', '清明节', 'Tomb Sweeping Day'),
  ('2026-05-01', '2026-05-05', 'holiday', '劳动节', 'Labour Day'),
  ('2026-05-09', '2026-05-09', 'workday', '劳动节调休', 'for Labour Day'),
  ('2026-06-19', '2026-06-21', 'holiday', '端午节', 'Dragon Boat Festival'),
  ('2026-09-20', '2026-09-20', 'workday', '国庆节调休', 'for National Day'),
  ('2026-09-25', '2026-09-27', 'holiday', '中秋节', 'Mid-Autumn Festival'),
  ('2026-10-01', '2026-10-07', 'holiday', '国庆节', 'National Day'),
  ('2026-10-10', '2026-10-10', 'workday', '国庆节调休', 'for National Day')
) as stretch (first_day, last_day, kind, name, name_en),
  generate_series(first_day::timestamp, last_day::timestamp, interval '1 day') as day;
