-- why: processes, categories, routing, calendars and settings are data, dated and versioned.
-- breaking: no

create schema rulebook;

grant usage on schema rulebook to linli_app;

create table rulebook.document (
  county text not null,
  kind text not null,
  name text not null,
  version integer not null,
  valid_from timestamptz not null,
  body jsonb not null,
  published_by text not null,
  published_at timestamptz not null,
  note text not null,
  constraint document_pkey primary key (county, kind, name, version)
);

comment on table rulebook.document is
  'The rules as data: a process, the categories, routing, clocks, a calendar, settings. A version is never changed; a newer one takes over on its date.';

comment on column rulebook.document.county is 'The county it is for, or ''*'' for all.';

create index document_published_idx on rulebook.document (published_at desc);

grant select, insert on rulebook.document to linli_app;
