-- why: keys of an import never end; their index by time was mistaken for one by key, and read whole.
-- breaking: no

-- Until the table was analysed the planner took it for a look at keys of an import: each hundred
-- rows read every key of the county.
drop index matter.idempotency_at_idx;
create index idempotency_at_idx on matter.idempotency (county, at)
  where at < timestamptz 'infinity';
