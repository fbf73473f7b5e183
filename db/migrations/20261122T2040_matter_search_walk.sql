-- why: for a word of none of ten million the planner walked them all (5 s): it is not asked now.
-- breaking: no

create or replace function matter.search_ids(
  in_counties text[], terms text[], any_of text[], before_at timestamptz, before_id uuid, most integer
) returns table (county text, matter_id uuid, created_at timestamptz)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_custom_plan
as $$
declare
  seen text[] := string_to_array(nullif(current_setting('app.counties', true), ''), ',');
  asked text;
  places text;
  one text;
  wanted tsquery;
  got integer;
  last_at timestamptz;
  last_id uuid;
begin
  select string_agg('''' || replace(replace(t, '\', '\\'), '''', '''''') || '''', ' & ')
    into asked from unnest(terms) t;
  select ' & (' || string_agg('''' || replace(replace(t, '\', '\\'), '''', '''''') || '''', ' | ') || ')'
    into places from unnest(any_of) t;
  if asked is null then
    return;
  end if;
  foreach one in array in_counties loop
    continue when not (one = any (coalesce(seen, '{}')));
    wanted := (asked || coalesce(places, '') || ' & ''@c' || one || '''')::tsquery;
    -- Common words stand among the newest: so many rows are looked at in some 20 ms.
    return query
      select n.county, n.matter_id, n.created_at
      from (
        select s.county, s.matter_id, s.created_at, s.words
        from matter.search s
        where s.county = one
          and (before_at is null or (s.created_at, s.matter_id) < (before_at, before_id))
        order by s.created_at desc, s.matter_id desc
        limit 10000
      ) n
      where n.words @@ wanted
      order by n.created_at desc, n.matter_id desc
      limit most;
    get diagnostics got = row_count;
    continue when got >= most;
    -- What is rarer than that has few rows in the index of words. Behind where the walk ended: null
    -- where it came to the end.
    select s.created_at, s.matter_id into last_at, last_id
    from matter.search s
    where s.county = one
      and (before_at is null or (s.created_at, s.matter_id) < (before_at, before_id))
    order by s.created_at desc, s.matter_id desc
    offset 9999 limit 1;
    continue when last_at is null;
    return query
      with rare as materialized (
        select s.county, s.matter_id, s.created_at
        from matter.search s
        -- Not the column as it is: its index would walk the county again.
        where s.county || '' = one and s.words @@ wanted
          and (s.created_at, s.matter_id) < (last_at, last_id)
      )
      select r.county, r.matter_id, r.created_at
      from rare r
      order by r.created_at desc, r.matter_id desc
      limit most - got;
  end loop;
end
$$;
