-- why: a map counts the open matters of a county by place, and shows those of a map cell.
-- breaking: no

create index matter_map_idx on matter.matter (county, cell)
  include (lon, lat, town, village, grid, region, category, urgency, due_at, received_at, moved_to_county)
  where is_open and cell is not null;

comment on index matter.matter_map_idx is
  'Covers the map''s counts: 60,000 open matters are summed without a look at their rows.';

create index matter_lately_idx on matter.matter (county, received_at)
  where cell is not null;
