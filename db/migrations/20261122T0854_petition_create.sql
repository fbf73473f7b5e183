-- why: petitions wait for a call back or old trouble to be worked off; proxies; measures of the joint meeting.
-- breaking: no

create schema petition;

grant usage on schema petition to linli_app;

create table petition.listed (
  county text not null,
  list text not null,
  matter_id uuid not null,
  number text not null,
  org uuid not null,
  state text not null,
  since_at timestamptz not null,
  until_at timestamptz,
  constraint listed_pkey primary key (county, list, matter_id),
  constraint listed_list_check check (list in ('withdrawal', 'legacy')),
  constraint listed_state_check check (state in ('due', 'calledBack', 'notDrawn', 'open', 'resolved'))
);

comment on table petition.listed is
  'Petitions (matters, never persons) that wait for something after their answer: withdrawn ones drawn for a call back, old ones whose trouble is being worked off (积案化解).';

comment on column petition.listed.number is 'The matter''s number, which never changes.';

comment on column petition.listed.org is 'Who handled it when it was withdrawn, or who works the old trouble off.';

comment on column petition.listed.until_at is 'When it was called back, or resolved.';

create index listed_state_idx on petition.listed (county, list, state, since_at desc, matter_id desc);

alter table petition.listed enable row level security;

create policy listed_county on petition.listed
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert, update, delete on petition.listed to linli_app;

alter table resident.my_matter drop constraint my_matter_relation_check;

alter table resident.my_matter add constraint my_matter_relation_check
  check (relation in ('reporter', 'follower', 'party', 'proxy'));

alter table matter.supervision drop constraint supervision_kind_check;

alter table matter.supervision add constraint supervision_kind_check
  check (kind in ('reminder', 'urging', 'listed', 'talk', 'circular', 'order'));
