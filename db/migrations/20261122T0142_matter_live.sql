-- why: live updates read the log's tail; colleagues see who is at a matter and what is half-written.
-- breaking: no

create index entry_id_idx on matter.entry (county, id);

create unlogged table matter.presence (
  county text not null,
  matter_id uuid not null,
  id uuid not null,
  post uuid not null,
  org uuid not null,
  expires_at timestamptz not null,
  constraint presence_pkey primary key (county, matter_id, id)
);

comment on table matter.presence is
  'Who is at a matter at this moment, so that two colleagues do not do the same. Never a record of anybody''s work: unlogged, without an account, out of every backup, and gone within a minute.';

comment on column matter.presence.id is
  'Made anew by each page that shows the matter: says nothing once the page is closed.';

comment on column matter.presence.expires_at is 'Put off while the page stays open; past it the row counts for nothing.';

create index presence_expires_idx on matter.presence (county, expires_at);

alter table matter.presence enable row level security;

create policy presence_county on matter.presence
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert, update, delete on matter.presence to linli_app;

create table matter.draft (
  county text not null,
  matter_id uuid not null,
  account uuid not null,
  action text not null,
  post uuid not null,
  org uuid not null,
  sealed bytea not null,
  expires_at timestamptz not null,
  constraint draft_pkey primary key (county, matter_id, account, action)
);

comment on table matter.draft is
  'An action''s form, begun and not sent. Its author finds it again anywhere; others see only that it stands.';

comment on column matter.draft.sealed is
  'What is written so far, as JSON under the matter''s key: it may hold personal words.';

comment on column matter.draft.expires_at is 'A draft left alone is swept then.';

create index draft_expires_idx on matter.draft (county, expires_at);

alter table matter.draft enable row level security;

create policy draft_county on matter.draft
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert, update, delete on matter.draft to linli_app;
