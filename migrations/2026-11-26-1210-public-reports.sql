-- Reports without an account (docs/decisions/0027-public-reports.md): what the public may choose, what it may see, and the codes
-- by which people follow what they reported.

-- `for_public`: the public may report it, and sees it on its map. `examples`: what is meant, in plain words.
alter table category
  add column for_public  boolean not null default false,
  add column examples    text,
  add column examples_en text;
update category set for_public = true, examples = words.zh, examples_en = words.en
from (values
  ('0101', '楼道堆物、电动车进楼充电、消防通道被占', 'Blocked stairways, scooters charging indoors, a fire lane parked up'),
  ('0102', '电线裸露、私拉电线、闻到轻微燃气味', 'Bare or makeshift wires, a gas pipe that looks damaged'),
  ('0103', '路口看不清、标志缺失、护栏损坏', 'A blind junction, a missing sign, a broken guard rail'),
  ('0104', '墙体开裂、无人看管的枯井或深坑', 'A cracked wall, an open well or pit'),
  ('0201', '噪声、排水、院墙等邻里矛盾，只给处理人员看', 'Quarrels over noise, water or walls; shown only to those who settle them'),
  ('0202', '宅基地、承包地边界，只给处理人员看', 'Boundaries of plots and fields; shown only to those who settle them'),
  ('0203', '拖欠工资等，只给处理人员看', 'Unpaid wages and the like; shown only to those who settle them'),
  ('0301', '垃圾没有清运、随意倾倒', 'Rubbish not collected or dumped'),
  ('0302', '秸秆、柴草、杂物占路堆放', 'Straw, firewood or clutter in the way'),
  ('0303', '污水外溢、臭水沟', 'Waste water in the street, a foul ditch'),
  ('0401', '路灯不亮、灯杆倾斜', 'A street light that is dark or leaning'),
  ('0402', '路面坑洼、塌陷', 'Potholes, a road that sinks'),
  ('0403', '漏水、停水、下水道堵塞', 'A leak, no water, a blocked drain'),
  ('0404', '井盖丢失、松动、破损', 'A manhole cover that is missing, loose or broken'),
  ('0502', '夜间施工、音响、犬吠扰民', 'Building works at night, loud music, barking'),
  ('0601', '正在搭建的违章建筑', 'Something built without leave'),
  ('0602', '工地扬尘、材料占道', 'Dust from a site, materials in the road'),
  ('0701', '小广告、乱涂乱画', 'Flyposting, scribbling on walls'),
  ('0801', '焚烧秸秆、垃圾', 'Straw or rubbish being burnt'),
  ('0802', '河渠发黑发臭、死鱼、偷排', 'A ditch or river that is black or smells, dead fish, secret outflows'),
  ('1001', '老人、残疾人等需要上门代办', 'Somebody who cannot leave home needs an errand done'),
  ('1002', '想知道政策、手续怎么办', 'How a rule or a procedure works'),
  ('1101', '对村里、社区、县里工作的建议', 'A suggestion to the village, the community or the county'),
  ('99', '找不到合适的类别', 'Nothing above fits')
) as words(code, zh, en)
where category.code = words.code;

-- What the public is told was done; every wording of it is in the events.
alter table incident add column public_answer text check (public_answer <> '');

-- Whoever reported an incident, or wants to know how it goes on, holds a code; here is only its hash. `kind`: who reported
-- it may rate it. `key_hash`, `salt`: what was sent with the same key again gets the same code again, which nobody can reckon without that key.
create table tracking (
  code_hash   text primary key check (code_hash ~ '^[0-9a-f]{64}$'),
  incident_id bigint not null references incident on delete cascade,
  kind        text not null check (kind in ('report', 'follow')),
  key_hash    text unique check (key_hash ~ '^[0-9a-f]{64}$'),
  salt        text not null,
  body_hash   text not null,
  created_at  timestamptz(3) not null default now()
);
create index tracking_incident on tracking (incident_id);

-- Like all that hangs on an incident.
alter table tracking enable row level security;
create policy in_scope on tracking using (
  (select current_setting('wangge.scope')) = 'county'
  or exists (select from incident where incident.id = incident_id))
  with check (true);

-- What signs the puzzles that stand before a report, made by whoever needs it first; and the puzzles that were handed in.
create table challenge_secret (
  the_only boolean primary key default true check (the_only),
  secret   text not null
);
create table spent_challenge (
  id         text primary key,
  expires_at timestamptz(3) not null
);
create index spent_challenge_expires on spent_challenge (expires_at);

-- All that the public sees of incidents, whoever told of them: accepted ones of a category for the public, never disputes (02); no words of
-- theirs, no people, no photos, and of the place the middle of a cell of 100 metres. Its owner reads the incidents, so that it holds
-- without a scope; nothing else is read for the public without a code.
create view public_incident as
select incident.id, number, category_code, coalesce(category.parent_code, category.code) as main_code, state,
  version.area_id, incident.reported_at, due_at, suspended_at is not null as is_suspended, closed_at, public_answer,
  round(((floor(ST_X(incident.geom) / column_of.step) + 0.5) * column_of.step)::numeric, 5)::float8 as lon,
  round(row_of.lat::numeric, 5)::float8 as lat
from incident
join category on category.code = category_code
left join area_version version on version.id = area_version_id
cross join lateral (select (floor(ST_Y(incident.geom) / 0.0009) + 0.5) * 0.0009 as lat) row_of
cross join lateral (select 0.0009 / greatest(cos(radians(row_of.lat)), 0.01) as step) column_of
where state in ('accepted', 'dispatched', 'handling', 'verifying', 'closed')
  and category.for_public and coalesce(category.parent_code, category.code) <> '02' and incident.geom is not null;
