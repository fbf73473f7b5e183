-- why: the register of named places: addresses to search by, and what a QR code on a wall points at.
-- breaking: no

create table geography.named_place (
  code text not null constraint named_place_pkey primary key,
  county text not null,
  kind text not null,
  name text not null,
  aliases text[] not null,
  address text not null,
  lon double precision not null,
  lat double precision not null,
  region text not null,
  grid text,
  is_active boolean not null,
  words tsvector not null,
  changed_at timestamptz not null,
  constraint named_place_code_check check (code ~ '^[0-9A-Za-z]{1,12}-[0-9A-Z][0-9A-Z-]{0,19}$'),
  constraint named_place_kind_check check (kind in ('building', 'compound', 'grid', 'public')),
  constraint named_place_name_check check (length(name) between 1 and 60),
  constraint named_place_point_check check (lon between -180 and 180 and lat between -90 and 90)
);

comment on table geography.named_place is
  'Named places (点位) as on the plate at their door: buildings, compounds, grids, public places. Public reference data, without a wall.';
comment on column geography.named_place.code is 'County key, a dash, and what stands on the sheet: printed on walls, never given twice.';
comment on column geography.named_place.county is 'The county key of the point: by it a search is narrowed.';
comment on column geography.named_place.address is 'Address words: the road and number.';
comment on column geography.named_place.lon is 'WGS-84/CGCS2000, as lat.';
comment on column geography.named_place.region is 'The deepest region of the point when it was set.';
comment on column geography.named_place.is_active is 'False: out of searches; its code still answers, for the sheets that hang.';
comment on column geography.named_place.words is 'Pairs of characters of name, aliases, address and regions, and a mark of the county.';

create index named_place_words_idx on geography.named_place using gin (words);

create index named_place_region_idx on geography.named_place (region, code);

grant select, insert, update on geography.named_place to linli_app;
