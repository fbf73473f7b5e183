-- why: what a centre tells everyone on the residents' portal, for a time.
-- breaking: no

create schema notice;

grant usage on schema notice to linli_app;

create table notice.notice (
  county text not null,
  id uuid not null,
  town text,
  title_zh text not null,
  title_en text,
  text_zh text not null,
  text_en text,
  from_at timestamptz not null,
  to_at timestamptz not null,
  org uuid not null,
  published_by text not null,
  published_at timestamptz not null,
  withdrawn_by text,
  withdrawn_at timestamptz,
  constraint notice_pkey primary key (county, id),
  constraint notice_town_check check (town ~ '^[0-9]{9}$'),
  constraint notice_title_check check (length(title_zh) between 1 and 100 and length(title_en) between 1 and 200),
  constraint notice_text_check check (length(text_zh) between 1 and 5000 and length(text_en) between 1 and 10000),
  constraint notice_time_check check (to_at > from_at),
  constraint notice_withdrawn_check check ((withdrawn_by is null) = (withdrawn_at is null))
);

comment on table notice.notice is
  'A public notice (公告) of a centre, shown from one moment to another; never changed, only withdrawn.';

comment on column notice.notice.county is 'Shard key of the centre that speaks.';

comment on column notice.notice.town is
  'Only for this town, 9 digits; null: for the whole county.';

comment on column notice.notice.org is 'The organisation that speaks.';

comment on column notice.notice.published_by is 'The account, as the journal names it.';

-- Those that are shown now are few: what is over or withdrawn is not walked.
create index notice_current_idx on notice.notice (county, to_at) where withdrawn_at is null;

alter table notice.notice enable row level security;

create policy notice_county on notice.notice
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert on notice.notice to linli_app;

grant update (withdrawn_by, withdrawn_at) on notice.notice to linli_app;
