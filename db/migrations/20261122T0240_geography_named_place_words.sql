-- why: the register of named places says in its own words what it holds.
-- breaking: no

comment on table geography.named_place is
  'Named places (点位) as on the plate at their door: buildings, compounds, grids, public places. Public reference data, without a wall. Nobody who lives there stands in it.';

comment on column geography.named_place.aliases is
  'What people call it besides: found by these too.';
