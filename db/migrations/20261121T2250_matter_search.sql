-- why: search over masked words; under a policy the operator @@ loses its index, so that one function reads past it.
-- breaking: no

grant usage, create on schema matter to linli_search;

create table matter.search (
  county text not null,
  matter_id uuid not null,
  created_at timestamptz not null,
  words tsvector not null,
  constraint search_pkey primary key (county, matter_id)
);

comment on table matter.search is
  'What a matter can be found by. Words are cut after masking; the application writes them and cannot read them.';

comment on column matter.search.created_at is
  'The matter''s, never changed: results come newest first.';

comment on column matter.search.words is
  'Lexemes: words, pairs of single characters, numbers; @c and the county, @r and a region, @o and an organisation.';

create index search_newest_idx on matter.search (county, created_at desc, matter_id desc);

create index search_words_idx on matter.search using gin (words) with (fastupdate = on);

alter table matter.search enable row level security;

create policy search_county on matter.search
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant insert, delete, update (words), select (county, matter_id) on matter.search to linli_app;

create function matter.search_ids(
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
begin
  select string_agg('''' || replace(replace(t, '\', '\\'), '''', '''''') || '''', ' & ')
    into asked from unnest(terms) t;
  select ' & (' || string_agg('''' || replace(replace(t, '\', '\\'), '''', '''''') || '''', ' | ') || ')'
    into places from unnest(any_of) t;
  if asked is null then
    return;
  end if;
  -- County by county: each is planned with its own words, so that common ones walk the newest and
  -- rare ones go by the index.
  foreach one in array in_counties loop
    continue when not (one = any (coalesce(seen, '{}')));
    wanted := (asked || coalesce(places, '') || ' & ''@c' || one || '''')::tsquery;
    return query
      select s.county, s.matter_id, s.created_at
      from matter.search s
      where s.county = one and s.words @@ wanted
        and (before_at is null or (s.created_at, s.matter_id) < (before_at, before_id))
      order by s.created_at desc, s.matter_id desc
      limit most;
  end loop;
end
$$;

comment on function matter.search_ids is
  'Ids of the matters that carry all terms and one of any_of; per county the newest first, at most `most`. The wall is checked here, against app.counties.';

alter function matter.search_ids owner to linli_search;

revoke all on function matter.search_ids from public;

grant execute on function matter.search_ids to linli_app;

alter table matter.search owner to linli_search;

revoke create on schema matter from linli_search;
