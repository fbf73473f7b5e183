-- why: places that grid workers look at in turn, and the check-ins given there; never a worker's path.
-- breaking: no

create schema patrol;

grant usage on schema patrol to linli_app;

create table patrol.point (
  county text not null,
  id uuid not null,
  region text not null,
  town text not null generated always as (substr(region, 1, 9)) stored,
  village text not null generated always as (substr(region, 1, 12)) stored,
  grid text,
  place_id uuid,
  name text not null,
  lon double precision not null,
  lat double precision not null,
  look_for text not null,
  every text not null,
  is_active boolean not null,
  checked_at timestamptz,
  checked_result text,
  made_by text not null,
  made_key text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null,
  constraint point_pkey primary key (county, id),
  constraint point_every_check check (every in ('day', 'week', 'month', 'quarter')),
  constraint point_result_check check (checked_result in ('ok', 'trouble')),
  constraint point_checked_check check ((checked_at is null) = (checked_result is null)),
  constraint point_version_check check (version >= 1)
);

comment on table patrol.point is
  'A place that is looked at in turn (巡查点), with how often and what for.';

comment on column patrol.point.county is
  'Shard key of the centre in whose county the place lies.';

comment on column patrol.point.place_id is
  'The place in the register of named places, when it stands there.';

comment on column patrol.point.every is
  'One check-in is due in each day, ISO week, month or quarter of the centre''s zone.';

comment on column patrol.point.checked_at is
  'When the latest check-in happened: a copy, so that what is due is one read.';

comment on column patrol.point.made_key is
  'The idempotency key of the one who added it.';

create index point_grid_idx on patrol.point (county, grid, is_active, id);

create index point_village_idx on patrol.point (county, village, is_active, id);

create index point_town_idx on patrol.point (county, town, is_active, id);

create unique index point_made_idx on patrol.point (county, made_by, made_key) where made_key is not null;

alter table patrol.point enable row level security;

create policy point_county on patrol.point
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert, update on patrol.point to linli_app;

create table patrol.check_in (
  county text not null,
  point_id uuid not null,
  id uuid not null,
  key_hash bytea not null,
  body_hash bytea not null,
  org uuid not null,
  result text not null,
  matter_number text,
  note text not null,
  photos uuid[] not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  constraint check_in_pkey primary key (county, point_id, id),
  constraint check_in_key_key unique (county, key_hash),
  constraint check_in_result_check check (result in ('ok', 'trouble')),
  constraint check_in_point_fkey foreign key (county, point_id) references patrol.point (county, id)
);

comment on table patrol.check_in is
  'A check-in (到点检查): what was found at a patrol point. It names the organisation and no person, so that no list of a worker''s check-ins can be made.';

comment on column patrol.check_in.key_hash is
  'SHA-256 of the actor and the idempotency key: knows a repeat, but finds nobody.';

comment on column patrol.check_in.matter_number is
  'The matter that was reported from here, when there was trouble.';

comment on column patrol.check_in.note is
  'Masked: names, phones, ID and plate numbers are out.';

create index check_in_point_idx on patrol.check_in (county, point_id, occurred_at desc, id desc);

alter table patrol.check_in enable row level security;

create policy check_in_county on patrol.check_in
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert on patrol.check_in to linli_app;
