-- why: figures that an older version counted otherwise are counted again by the program itself, once a county.
-- breaking: no

create table matter.recount (
  county text not null,
  counting integer not null,
  runs integer not null,
  counted_at timestamptz not null,
  constraint recount_pkey primary key (county)
);

comment on table matter.recount is
  'By which counting the figures of a county stand: when the program counts otherwise, they are corrected from the log.';

comment on column matter.recount.counting is 'The number of the counting, raised by the program that counts otherwise.';

comment on column matter.recount.runs is 'How often it was corrected: of two that looked at the same moment one writes.';

alter table matter.recount enable row level security;

create policy recount_county on matter.recount
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert, update on matter.recount to linli_app;

grant delete on matter.tally to linli_app;
