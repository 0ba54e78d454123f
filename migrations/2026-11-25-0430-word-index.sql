-- Words of incidents are found by an index of pairs of characters, for Chinese has no spaces and pg_trgm knows only letters of
-- the database's locale. Whoever writes an incident reckons its pairs (server/incidents/words.ts); here once for those on file:
-- the lower 16 bits of both code points, A to Z as a to z.

alter table incident add column grams integer[] not null default '{}';

create function grams_of(words text) returns integer[] language sql immutable as $$
  select coalesce(array_agg(distinct (code << 16) | next), '{}')
  from (
    select code, lead(code) over (order by place) as next
    from (
      select place, ascii(character) & 65535 as code
      from regexp_split_to_table(
        translate(words, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz'), '') with ordinality as split (character, place)
    ) characters
  ) pairs
  where next is not null
$$;
update incident set grams = (
  select coalesce(array_agg(distinct gram), '{}') from unnest(grams_of(title) || grams_of(address)) gram);
drop function grams_of(text);

-- Pairs wait in a list of up to 16 MB before they are sorted in: a writer has little to do, and a search little to look through.
create index incident_grams on incident using gin (grams) with (gin_pending_list_limit = 16384);
create index incident_number_prefix on incident (number text_pattern_ops);

-- Neither `@>` nor `&&` is leak-proof, so row-level security would keep both from their index. These two stand outside it and
-- tell ids alone, at most so many; whoever reads the incidents themselves is held to the scope. They are planned for what is
-- asked: a plan for anything that might be asked looks at every row.
create function incidents_with_words(wanted integer[], number_prefix text, beside integer[], most integer)
returns setof bigint language plpgsql stable security definer rows 1000
set search_path from current set plan_cache_mode = force_custom_plan as $$
begin
  return query select id from incident where grams @> wanted limit most;
  if number_prefix is not null then
    return query select id from incident where number like number_prefix || '%' and grams @> beside limit most;
  end if;
end $$;

create function incidents_in_box(west float8, south float8, east float8, north float8, most integer)
returns setof bigint language plpgsql stable security definer rows 1000
set search_path from current set plan_cache_mode = force_custom_plan as $$
begin
  return query select id from incident where geom && ST_MakeEnvelope(west, south, east, north, 4326) limit most;
end $$;
