-- why: what lies near a new report was looked for among all of a square of two kilometres.
-- breaking: no

-- Of a cell what lies east and west, north and south is told by the index alone, and by
-- comparisons that leak nothing: behind the county wall no expression may be asked.
create index matter_spot_idx on matter.matter (county, cell, lon, lat, received_at)
  where is_open and not is_private;
