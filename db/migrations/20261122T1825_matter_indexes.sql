-- why: a new matter's row went into eighteen indexes; five of them no list needs for it.
-- breaking: no

drop index matter.matter_head_idx;

drop index matter.matter_handling_idx;

create index matter_handled_idx on matter.matter (county, handling_org, id desc)
  where not is_open and handling_org is not null;

comment on index matter.matter_handled_idx is
  'What an organisation handled, newest first: only what is over is rated.';

drop index matter.matter_county_stage_idx;

create index matter_county_stage_idx on matter.matter (county, stage, due_at, id)
  where is_open and stage in ('verifying', 'checking', 'callingBack');

comment on index matter.matter_county_stage_idx is
  'The queues of a place by stage: STAGES in modules/matters/rules/queues.ts names them.';

drop index matter.matter_town_stage_idx;

create index matter_town_stage_idx on matter.matter (county, town, stage, due_at, id)
  where is_open and stage in ('verifying', 'checking', 'callingBack');

drop index matter.matter_owner_stage_idx;

create index matter_owner_stage_idx on matter.matter (county, owner_org, stage, due_at, id)
  where is_open and stage in ('received', 'registered', 'opened');

comment on index matter.matter_owner_stage_idx is
  'A desk''s queues by stage: STAGES in modules/matters/rules/queues.ts names them.';

drop index matter.entry_recorded_idx;

create index matter_kind_idx on matter.matter (county, kind, received_at)
  where kind not in ('intake', 'report');

comment on index matter.matter_kind_idx is
  'Kinds that are few, for their yearly reports; what is common is counted as it happens.';
