-- why: the demo's invented matters are loaded once, also when the first start was cut off half-way.
-- breaking: no

create schema demo;

grant usage on schema demo to linli_app;

create table demo.matter (
  name text not null constraint demo_matter_pkey primary key,
  number text not null,
  loaded_at timestamptz not null
);

comment on table demo.matter is
  'Which invented matter of the demo stands under which number: what is named here is not loaded again. Empty without the demo.';
comment on column demo.matter.name is 'The name of the story that the demo''s plan gives it.';
comment on column demo.matter.number is 'The public number of its first matter; empty for a story that could not be told.';

grant select, insert on demo.matter to linli_app;
