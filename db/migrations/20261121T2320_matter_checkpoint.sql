-- why: leaves name the head they sealed, so that a rewritten chain is named and not only noticed.
-- breaking: no

-- No program has written checkpoints before this: the tables are empty.
alter table matter.checkpoint drop column until;

alter table matter.checkpoint add column tree bytea not null;

alter table matter.checkpoint add column matters integer not null;

alter table matter.checkpoint add constraint checkpoint_counts_check
  check (seq >= 1 and leaves >= 1 and matters >= 0);

comment on column matter.checkpoint.tree is
  'Root of the Merkle tree over this checkpoint''s leaves, in the order of matter ids.';

comment on column matter.checkpoint.root is
  'SHA-256 over tree, previous root, number, time and counts: what is kept outside.';

comment on column matter.checkpoint.prev_root is 'Root of the checkpoint before; 32 zero bytes for the first.';

comment on column matter.checkpoint.matters is
  'How many matters this checkpoint and those before it sealed.';

alter table matter.checkpoint_leaf add column head bytea not null;

comment on column matter.checkpoint_leaf.head is
  'Hash of that entry when it was sealed.';

create index checkpoint_leaf_matter_idx on matter.checkpoint_leaf (county, matter_id, seq);

-- A checkpoint compares every matter's number of entries with what was last sealed. A window over
-- updated_at would read less, but misses whoever commits late or has a slow clock.
create index matter_head_idx on matter.matter (county, id) include (seq, head);

drop index matter.matter_updated_idx;
