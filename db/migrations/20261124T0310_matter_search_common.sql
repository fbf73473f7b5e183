-- why: a word that is common in one county and rare in another was looked for in the whole table.
-- breaking: no

-- Nothing says how words and counties go together: where both are common the planner expected a
-- seventh of all rows and read the table, 4 s at ten million matters. Now the county's newest are
-- walked on, eighty thousand at most, and the index is asked after that.
create or replace function matter.search_ids(
  in_counties text[], terms text[], any_of text[], before_at timestamptz, before_id uuid, most integer
) returns table (county text, matter_id uuid, created_at timestamptz)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_custom_plan
set enable_seqscan = off
as $$
declare
  seen text[] := string_to_array(nullif(current_setting('app.counties', true), ''), ',');
  -- One matter has it, and few speak of it: nothing is walked.
  is_number boolean := terms[1] ~ '^[0-9]{6}-[0-9]{2}-[0-9]{7}$';
  all_terms text[];
  lexemes text[];
  places text;
  -- Words and counties that more than a fiftieth has, or more than a fifth.
  common text[];
  commonest text[];
  one text;
  wanted tsquery;
  looked_up tsquery;
  walk integer;
  got integer;
  more integer;
  -- What is older than this is still to be looked at; null: everything.
  end_at timestamptz;
  end_id uuid;
  first_at timestamptz;
  -- Behind the walk: a stretch of so many rows, until it would be most of them.
  reach double precision;
  row_lasts interval;
  from_at timestamptz;
begin
  if coalesce(cardinality(terms), 0) = 0 then
    return;
  end if;
  select ' & (' || string_agg('''' || replace(replace(t, '\', '\\'), '''', '''''') || '''', ' | ') || ')'
    into places from unnest(any_of) t;
  foreach one in array in_counties loop
    continue when not (one = any (coalesce(seen, '{}')));
    all_terms := terms || ('@c' || one);
    lexemes := array(
      select '''' || replace(replace(t, '\', '\\'), '''', '''''') || '''' from unnest(all_terms) t);
    wanted := (array_to_string(lexemes, ' & ') || coalesce(places, ''))::tsquery;
    got := 0;
    end_at := before_at;
    end_id := before_id;
    reach := null;
    walk := case when is_number then 0 else 1000 end;
    while walk > 0 loop
      return query
        select n.county, n.matter_id, n.created_at
        from (
          select s.county, s.matter_id, s.created_at, s.words
          from matter.search s
          where s.county = one
            and (end_at is null or (s.created_at, s.matter_id) < (end_at, end_id))
          order by s.created_at desc, s.matter_id desc
          limit walk
        ) n
        where n.words @@ wanted
        order by n.created_at desc, n.matter_id desc
        limit most - got;
      get diagnostics more = row_count;
      got := got + more;
      exit when got >= most;
      select s.created_at into first_at
      from matter.search s
      where s.county = one
        and (end_at is null or (s.created_at, s.matter_id) < (end_at, end_id))
      order by s.created_at desc, s.matter_id desc
      limit 1;
      select s.created_at, s.matter_id into end_at, end_id
      from matter.search s
      where s.county = one
        and (end_at is null or (s.created_at, s.matter_id) < (end_at, end_id))
      order by s.created_at desc, s.matter_id desc
      offset walk - 1 limit 1;
      exit when end_at is null;
      row_lasts := (first_at - end_at) / walk;
      reach := case when more = 0 then 64000 else 4.0 * (most - got) * walk / more end;
      if common is null then
        select coalesce(array_agg(c.word), '{}'),
            coalesce(array_agg(c.word) filter (where c.share > 0.2), '{}')
          into common, commonest
          from pg_stats p, unnest(p.most_common_elems::text::text[], p.most_common_elem_freqs)
            as c (word, share)
          where p.schemaname = 'matter' and p.tablename = 'search' and p.attname = 'words'
            and c.share > 0.02 and c.word is not null;
      end if;
      walk := case
        -- So near that walking on is the shortest.
        when walk = 1000 and reach <= 12000 then 4000
        -- All are common, elsewhere or before: the index would go through all that they have.
        when terms <@ common and walk < 64000 then walk * 4
        else 0 end;
    end loop;
    continue when got >= most or (not is_number and end_at is null);
    loop
      from_at := case when reach <= 200000 then end_at - row_lasts * reach end;
      -- The index of words goes through all finds of a common one: it is asked for the others,
      -- where there are any, and what they find is looked at.
      select coalesce(
          string_agg(u.lexeme, ' & ') filter (where u.term <> all (
            case when is_number then all_terms[2:] when from_at is null then commonest
              else common || all_terms[cardinality(all_terms):] end)),
          array_to_string(lexemes, ' & '))
        || case when from_at is null and not is_number then coalesce(places, '') else '' end
        into looked_up from unnest(all_terms, lexemes) as u (term, lexeme);
      return query
        with rare as materialized (
          select s.county, s.matter_id, s.created_at
          from matter.search s
          -- Not the column as it is: its index would walk the county again.
          where s.county || '' = one and s.words @@ looked_up
            -- Not by the operator: the index would be asked for these too.
            and ts_match_vq(s.words, wanted)
            and (end_at is null or (s.created_at, s.matter_id) < (end_at, end_id))
            and (from_at is null or s.created_at between from_at and end_at)
        )
        select r.county, r.matter_id, r.created_at
        from rare r
        order by r.created_at desc, r.matter_id desc
        limit most - got;
      get diagnostics more = row_count;
      got := got + more;
      exit when got >= most or from_at is null;
      end_at := from_at;
      end_id := '00000000-0000-0000-0000-000000000000';
      reach := 4.0 * (most - got) * reach / greatest(more, 1);
    end loop;
  end loop;
end
$$;
