-- why: kinds keep facts of their own; an accusation is seen only by who holds it (条例 art. 30).
-- breaking: no

alter table matter.matter add column own jsonb not null default '{}';

comment on column matter.matter.own is
  'What the matter''s kind knows of it: open facts in the kind''s own names. A cache of the log.';

alter table matter.matter add column is_sealed boolean not null default false;

comment on column matter.matter.is_sealed is
  'Seen only by posts with matter.sealed of an organisation that holds it, never by its subject.';

alter table matter.matter add column subject_post uuid
  generated always as ((facts ->> 'subjectPost')::uuid) stored;

comment on column matter.matter.subject_post is
  'The post complained about, as a column: lists ask it with an operator that is leakproof.';

alter table matter.matter add constraint matter_sealed_check check (not is_sealed or is_private);

drop index matter.matter_map_idx;

create index matter_map_idx on matter.matter (county, cell)
  include (lon, lat, town, village, grid, region, category, urgency, due_at, received_at, moved_to_county)
  where is_open and cell is not null and not is_sealed;

comment on index matter.matter_map_idx is
  'Covers the map''s counts: 60,000 open matters are summed without a look at their rows.';
