-- why: leases, so that of several processes one sweeps a county's clocks and messages at a time.
-- breaking: no

create table platform.lease (
  county text not null,
  task text not null,
  holder text not null,
  until timestamptz not null,
  constraint lease_pkey primary key (county, task)
) with (fillfactor = 50);

comment on table platform.lease is
  'Who sweeps what in a county, and until when. Saves work and waiting; correctness is in the swept rows.';

comment on column platform.lease.county is
  'Shard key; ''-'' for what belongs to no county.';

comment on column platform.lease.holder is
  'One taking of the lease by one process, never reused.';

comment on column platform.lease.until is
  'Real time of the database, never the movable clock''s.';

alter table platform.lease enable row level security;

create policy lease_county on platform.lease
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert, update on platform.lease to linli_app;
