-- why: organisations stand side by side by on-time, rework, return and rating, each with its matters.
-- breaking: no

create table matter.tally (
  county text not null,
  org uuid not null,
  measure text not null,
  matter_id uuid not null,
  seq integer not null,
  town text not null,
  day date not null,
  n integer not null,
  constraint tally_pkey primary key (county, org, measure, matter_id, seq, town),
  constraint tally_measure_check check (measure in
    ('onTime', 'closedLate', 'late', 'reworked', 'given', 'returned', 'rated', 'ratingSum'))
);

comment on table matter.tally is
  'What an act added to or took from an organisation''s figures, with the matter behind it. Rows are only ever added, by log entries; a test recomputes them.';

comment on column matter.tally.seq is 'The log entry that did it.';

comment on column matter.tally.town is 'Where the matter lay then.';

comment on column matter.tally.day is 'Civil day of the act: a sum up to a day is the figure as of it.';

comment on column matter.tally.n is 'Negative where an act takes back what an earlier one added.';

create index tally_day_idx on matter.tally (county, day, org, measure, town) include (n);

create index tally_late_idx on matter.tally (county, org, day, town) include (n)
  where measure = 'late';

alter table matter.tally enable row level security;

create policy tally_county on matter.tally
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert on matter.tally to linli_app;
