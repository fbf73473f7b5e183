-- why: the dated region tree, the county keys, boundaries and grids, from which a point finds its place.
-- breaking: no

create schema geography;

grant usage on schema geography to linli_app;

create table geography.edition (
  number integer not null constraint edition_pkey primary key,
  kind text not null,
  source text not null,
  crs text,
  valid_from date not null,
  added integer not null,
  changed integer not null,
  ended integer not null,
  loaded_at timestamptz not null,
  constraint edition_number_check check (number > 0),
  constraint edition_kind_check check (kind in ('region', 'boundary', 'grid')),
  constraint edition_crs_check check (crs in ('wgs84', 'cgcs2000', 'gcj02', 'bd09'))
);

comment on table geography.edition is
  'One load of regions, boundaries or grids. Its row is written first: of two loads at once the second waits and is refused. Every process reloads its memory when a newer number stands here.';
comment on column geography.edition.source is 'Package and version, or the name of the file.';
comment on column geography.edition.crs is 'The coordinate system that the file was in; what is stored is always WGS-84/CGCS2000.';
comment on column geography.edition.valid_from is 'From which day what it changed holds.';

grant select, insert, update on geography.edition to linli_app;

create table geography.region (
  code text not null,
  name text not null,
  level text not null generated always as (
    case length(code)
      when 2 then 'province' when 4 then 'city' when 6 then 'county' when 9 then 'town'
      else 'village'
    end
  ) stored,
  parent text generated always as (
    case length(code)
      when 4 then substr(code, 1, 2) when 6 then substr(code, 1, 4)
      when 9 then substr(code, 1, 6) when 12 then substr(code, 1, 9)
    end
  ) stored,
  valid_from date not null,
  valid_to date,
  constraint region_pkey primary key (code, valid_from),
  constraint region_code_check check (
    code ~ '^[1-9][0-9]+$' and length(code) in (2, 4, 6, 9, 12)
  ),
  constraint region_name_check check (name <> ''),
  constraint region_valid_check check (valid_to > valid_from)
);

create unique index region_present_key on geography.region (code) where valid_to is null;

comment on table geography.region is
  'The region tree by statistical codes, dated: public reference data without a county''s work, so without a wall. All of China is 665,276 rows.';
comment on column geography.region.code is '2, 4, 6, 9 or 12 digits: province, city, county, town, village.';
comment on column geography.region.valid_from is 'First day; 1949-10-01 for what the first edition brought, as nothing older is known.';
comment on column geography.region.valid_to is 'First day on which it no longer holds; null while it does.';

grant select, insert, update on geography.region to linli_app;

create table geography.county (
  county text not null constraint county_pkey primary key,
  name text not null,
  constraint county_county_check check (county ~ '^[0-9A-Za-z]{1,12}$')
);

comment on table geography.county is
  'The stable keys by which counties'' work is sharded. A key never changes, whatever becomes of the codes.';
comment on column geography.county.county is 'The county''s first code as text, or a name for a development zone.';
comment on column geography.county.name is 'The name when the key was made; the present name is the region''s.';

grant select, insert, update on geography.county to linli_app;

create table geography.county_region (
  region_code text not null,
  valid_from date not null,
  valid_to date,
  county text not null constraint county_region_county_fkey references geography.county (county),
  constraint county_region_pkey primary key (region_code, valid_from),
  constraint county_region_valid_check check (valid_to > valid_from)
);

comment on table geography.county_region is
  'Which county key a region belongs to, by date; the longest code above a place decides. A recoding adds a row here and changes no key.';
comment on column geography.county_region.region_code is
  'Mostly six digits; nine for a development zone with a centre of its own; a city without counties stands with six.';

grant select, insert, update on geography.county_region to linli_app;

create table geography.boundary (
  code text not null,
  valid_from date not null,
  valid_to date,
  edition integer not null constraint boundary_edition_fkey references geography.edition (number),
  area_m2 bigint not null,
  shape jsonb not null,
  constraint boundary_pkey primary key (code, valid_from),
  constraint boundary_code_check check (
    code ~ '^[1-9][0-9]+$' and length(code) in (2, 4, 6, 9, 12, 15)
  ),
  constraint boundary_valid_check check (valid_to > valid_from)
);

create unique index boundary_present_key on geography.boundary (code) where valid_to is null;

comment on table geography.boundary is
  'Dated polygons of regions and grids: a redraw ends the old row, so that past days still answer with past borders. Public reference data, without a wall.';
comment on column geography.boundary.code is 'A region''s code, or the 15 digits of a grid.';
comment on column geography.boundary.shape is
  'GeoJSON coordinates of a MultiPolygon in WGS-84/CGCS2000, checked and normalised on import.';

grant select, insert, update on geography.boundary to linli_app;

create table geography.grid (
  code text not null constraint grid_pkey primary key,
  village text not null generated always as (substr(code, 1, 12)) stored,
  name text not null,
  kind text not null,
  worker_public_name text,
  duty_phone text,
  edition integer not null constraint grid_edition_fkey references geography.edition (number),
  constraint grid_code_check check (code ~ '^[1-9][0-9]{14}$'),
  constraint grid_kind_check check (kind in ('basic', 'dedicated'))
);

comment on table geography.grid is
  'Grids with what is on public notice about them. Their polygons and days stand in geography.boundary under the same code. Public reference data, without a wall.';
comment on column geography.grid.code is 'Village code and three digits.';
comment on column geography.grid.kind is 'basic; dedicated: a park, mall, school … with a grid of its own.';
comment on column geography.grid.worker_public_name is 'The grid worker''s name as on the public notice.';
comment on column geography.grid.duty_phone is 'The telephone on the public notice; never a private one.';

grant select, insert, update on geography.grid to linli_app;
