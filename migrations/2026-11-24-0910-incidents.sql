-- Categories and incidents.

create table category (
  code           text primary key,
  parent_code    text references category,
  name           text not null,
  name_en        text not null,
  external_code  text,
  emergency      boolean not null default false,
  feedback_days  integer not null default 2 check (feedback_days > 0),
  close_days     integer not null default 7 check (close_days > 0)
);

insert into category (code, parent_code, name, name_en, emergency) values
  ('01', null, '安全隐患', 'Safety hazard', false),
  ('02', null, '矛盾纠纷', 'Dispute', false),
  ('03', null, '环境卫生', 'Sanitation', false),
  ('04', null, '公共设施', 'Public facilities', false),
  ('05', null, '社会治安', 'Public order', false),
  ('06', null, '施工管理与违建', 'Construction', false),
  ('07', null, '宣传广告', 'Advertising', false),
  ('08', null, '生态环境', 'Environment', false),
  ('09', null, '突发事件', 'Emergency', true),
  ('10', null, '便民服务', 'Resident service', false),
  ('11', null, '社情民意', 'Opinion', false),
  ('99', null, '其他', 'Other', false),
  ('0101', '01', '消防隐患', 'Fire hazard', false),
  ('0102', '01', '用电用气隐患', 'Electricity and gas hazard', false),
  ('0103', '01', '道路交通隐患', 'Road hazard', false),
  ('0104', '01', '危房与坑井', 'Unsafe building or pit', false),
  ('0201', '02', '邻里纠纷', 'Neighbour dispute', false),
  ('0202', '02', '土地宅基地纠纷', 'Land dispute', false),
  ('0203', '02', '劳资纠纷', 'Labour dispute', false),
  ('0301', '03', '垃圾堆积', 'Rubbish', false),
  ('0302', '03', '秸秆杂物乱堆', 'Straw and clutter', false),
  ('0303', '03', '污水横流', 'Waste water', false),
  ('0401', '04', '路灯损坏', 'Street light', false),
  ('0402', '04', '道路破损', 'Damaged road', false),
  ('0403', '04', '供水排水设施', 'Water and drainage', false),
  ('0404', '04', '井盖缺损', 'Manhole cover', false),
  ('0501', '05', '盗窃可疑', 'Theft or suspicion', false),
  ('0502', '05', '噪音扰民', 'Noise', false),
  ('0601', '06', '违章建筑', 'Illegal building', false),
  ('0602', '06', '施工扬尘占道', 'Site dust or obstruction', false),
  ('0701', '07', '乱贴乱画', 'Flyposting', false),
  ('0801', '08', '露天焚烧', 'Open burning', false),
  ('0802', '08', '河渠水污染', 'Ditch or river pollution', false),
  ('0901', '09', '火灾', 'Fire', true),
  ('0902', '09', '极端天气灾情', 'Severe weather', true),
  ('0903', '09', '燃气泄漏', 'Gas leak', true),
  ('1001', '10', '代办服务', 'Errand for a resident', false),
  ('1002', '10', '政策咨询', 'Policy question', false),
  ('1101', '11', '意见建议', 'Suggestion', false);

-- Times lie where unsigned 32-bit seconds reach, in whole milliseconds.
-- `changed` is the transaction that last wrote the row: caches read what is newer than the snapshot they hold.
create table incident (
  id              bigint generated always as identity primary key,
  number          text not null unique,
  category_code   text not null references category,
  source          text not null check (source <> ''),
  source_key      text,
  source_category text,
  title           text not null,
  description     text,
  address         text,
  geom            geometry(Point, 4326),
  occurred_at     timestamptz(3) not null,
  reported_at     timestamptz(3) not null,
  state           text not null default 'reported' check (state in
    ('reported', 'accepted', 'dispatched', 'handling', 'verifying', 'closed', 'rejected', 'duplicate', 'void')),
  priority        smallint not null default 0 check (priority between 0 and 2),
  due_at          timestamptz(3),
  closed_at       timestamptz(3),
  area_version_id integer references area_version,
  version         integer not null default 1,
  changed         xid8 not null default pg_current_xact_id(),
  check (occurred_at >= '1970-01-02Z' and greatest(reported_at, due_at, closed_at) < '2106-01-01Z'),
  check (least(reported_at, due_at, closed_at) >= occurred_at),
  check ((state = 'closed') = (closed_at is not null)),
  check (geom is not null or area_version_id is null)
);
create unique index incident_source_key on incident (source, source_key) where source_key is not null;
create index incident_occurred_at on incident (occurred_at desc, id desc);
create index incident_area on incident (area_version_id, occurred_at desc);
create index incident_geom on incident using gist (geom);
create index incident_changed on incident (changed);
