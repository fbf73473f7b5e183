-- why: the supervision desk lists what is yellow, orange, red, breached, returned and disputed now.
-- breaking: no

alter table matter.clock add column rung text generated always as
  (case when state = 'running' then detail -> 'firedRungs' ->> -1 end) stored;

comment on column matter.clock.rung is
  'The last rung that fired of a running clock: its colour now.';

create index clock_rung_idx on matter.clock (county, rung, due_at, matter_id, id)
  where rung is not null;

alter table matter.matter add column is_returned boolean not null generated always as
  (coalesce((facts ->> 'objectionCount')::integer, 0) > 0) stored;

comment on column matter.matter.is_returned is 'An objection ("not mine") was granted at least once.';

alter table matter.matter add column is_disputed boolean not null generated always as
  (coalesce((facts ->> 'objectionCount')::integer, 0) > 1
    and not coalesce((facts ->> 'isDesignated')::boolean, false)) stored;

comment on column matter.matter.is_disputed is
  'Returned at least twice and not designated: the level above should name who handles it.';

create index matter_returned_idx on matter.matter (county, due_at, id) where is_open and is_returned;

create index matter_disputed_idx on matter.matter (county, due_at, id) where is_open and is_disputed;

create index supervision_reply_idx on matter.supervision
  (county, issuer_org, state, reply_due_at, matter_id, id) where state <> 'closed';

create index supervision_owed_idx on matter.supervision
  (county, target_org, state, reply_due_at, matter_id, id) where state <> 'closed';
