-- why: each queue of matters walks one index in its order.
-- breaking: no

create index matter_village_idx on matter.matter
  (county, village, is_open, created_at desc, id desc);

create index matter_grid_idx on matter.matter (county, grid, is_open, created_at desc, id desc);

create index matter_due_idx on matter.matter (county, due_at, id) where is_open;

create index matter_town_due_idx on matter.matter (county, town, due_at, id) where is_open;

create index matter_county_stage_idx on matter.matter (county, stage, due_at, id) where is_open;

create index matter_town_stage_idx on matter.matter (county, town, stage, due_at, id) where is_open;

create index matter_owner_stage_idx on matter.matter
  (county, owner_org, stage, due_at, id) where is_open;

-- Desks work by due time; newest first at a desk is no queue.
drop index matter.matter_stage_idx;

-- One direction, so that a page begins with one comparison of the whole key.
drop index matter.supervision_open_idx;

drop index matter.supervision_issuer_idx;

create index supervision_target_idx on matter.supervision
  (county, target_org, issued_at desc, matter_id desc, id desc) where state <> 'closed';

create index supervision_issuer_idx on matter.supervision
  (county, issuer_org, issued_at desc, matter_id desc, id desc) where state <> 'closed';
