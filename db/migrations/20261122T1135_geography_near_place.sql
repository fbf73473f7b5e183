-- why: a task says in words where its point is, by the nearest named place: found by an index instead of by looking at a town's places.
-- breaking: no

create index named_place_point_idx on geography.named_place using gist (point(lon, lat))
  where is_active;
