-- why: the access log, the movable clock and the roles' way into the platform's own schema.
-- breaking: no

grant usage on schema platform to linli_app;
grant select on platform.migration to linli_app;

comment on table platform.migration is
  'The ledger of applied migrations. A row goes in first, so that of several runners one works.';
comment on column platform.migration.breaking is
  'A program that does not know a breaking migration must not start on this database.';

create table platform.journal (
  county text not null,
  matter_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  verb text not null,
  actor text not null,
  post text,
  org text,
  purpose text,
  detail jsonb not null,
  request_id text,
  constraint journal_pkey primary key (county, matter_id, id),
  constraint journal_verb_check check (verb ~ '^[a-z][a-zA-Z]*\.[a-z][a-zA-Z]*$')
) partition by range (matter_id);

comment on table platform.journal is
  'The access and administration log: who opened, searched, exported or administered what, as what post and why. Rows are only ever added.';
comment on column platform.journal.county is 'Shard key; ''-'' for what belongs to no county.';
comment on column platform.journal.matter_id is 'The matter opened, or the zero UUID for what concerns none.';
comment on column platform.journal.actor is 'staff:ID, resident:ID, machine:ID or system:TASK; never a name.';
comment on column platform.journal.detail is 'What was asked for or changed, without personal data.';

create index journal_at_idx on platform.journal (county, at desc, id desc);

alter table platform.journal enable row level security;

create policy journal_county on platform.journal
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert on platform.journal to linli_app;

create table platform.movable_clock (
  only_row boolean not null constraint movable_clock_pkey primary key,
  shift_ms bigint not null,
  frozen_at timestamptz,
  constraint movable_clock_only check (only_row)
);

comment on table platform.movable_clock is
  'How far the demo''s clock stands from the real one, for all processes at once. Never used in production.';

grant select, insert, update on platform.movable_clock to linli_app;
