-- why: a grown city is written batch by batch; what stands is known after a kill, so that nothing is doubled.
-- breaking: no

create table demo.growth (
  run integer not null constraint growth_pkey primary key,
  aim integer not null constraint growth_aim_check check (aim >= 1),
  present_at timestamptz not null,
  batches integer not null,
  matters integer not null,
  indexes jsonb not null,
  begun_at timestamptz not null,
  done_at timestamptz,
  constraint growth_counts_check check (batches >= 0 and matters >= 0)
);

comment on table demo.growth is
  'Runs of `linli demo grow`: how far each is. A batch and its line here are written in one transaction. Empty without it.';
comment on column demo.growth.aim is 'How many matters this run makes.';
comment on column demo.growth.present_at is 'The present of the run: the newest matter lies before it.';
comment on column demo.growth.batches is 'Batches that stand.';
comment on column demo.growth.indexes is
  'Definitions of the indexes that the run took away and has not made again yet.';

grant select on demo.growth to linli_app;
