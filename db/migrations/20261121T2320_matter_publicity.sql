-- why: ratings are gathered by handling organisation, public listings are read by county.
-- breaking: no

create index matter_handling_idx on matter.matter (county, handling_org, id);

create index supervision_public_idx on matter.supervision (county, issued_at desc, id desc)
  where is_public and kind = 'listed';
