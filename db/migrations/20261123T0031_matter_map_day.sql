-- why: a map of all of a year read each of its closed matters; packed by day they are read once.
-- breaking: no

create table matter.map_day (
  county text not null,
  day date not null,
  packed bytea,
  count integer not null default 0,
  made integer not null default 0,
  is_stale boolean not null default true,
  constraint map_day_pkey primary key (county, day)
);

comment on table matter.map_day is
  'The closed matters of a day of receipt (UTC) as a map draws them, in one row: written by a sweep that follows the log, never by an act. `linli verify-log` compares it with the matters.';

comment on column matter.map_day.packed is
  'Places, traits and points in columns (modules/matters/rules/map-pack.ts); null until it is first made.';

comment on column matter.map_day.made is
  'Grows with each change of `packed`: a program that holds it reads it anew.';

comment on column matter.map_day.is_stale is
  'Somebody acted on a matter of the day since it was packed.';

-- Full of points, which compress badly; read whole or not at all.
alter table matter.map_day alter column packed set storage external;

create index map_day_stale_idx on matter.map_day (county, day) where is_stale;

alter table matter.map_day enable row level security;

create policy map_day_county on matter.map_day
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert, update, delete on matter.map_day to linli_app;

create table matter.map_progress (
  county text not null,
  read_from uuid not null,
  constraint map_progress_pkey primary key (county)
);

comment on table matter.map_progress is
  'How far the sweep of matter.map_day has read a county''s log. Without a row all days are packed anew.';

comment on column matter.map_progress.read_from is
  'Entries from this id on are still to be looked at, some of them again.';

alter table matter.map_progress enable row level security;

create policy map_progress_county on matter.map_progress
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert, update, delete on matter.map_progress to linli_app;
