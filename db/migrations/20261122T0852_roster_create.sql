-- why: mediation committees and their mediators as dated data, the public roster, grievances about a mediator.
-- breaking: no

create schema roster;

grant usage on schema roster to linli_app;

create table roster.committee (
  county text not null,
  id uuid not null,
  org uuid not null,
  channel text not null,
  level text not null,
  chosen_by text not null,
  grievances_org uuid not null,
  grievance_days integer not null,
  fee_zh text not null,
  fee_en text not null,
  from_on date not null,
  to_on date,
  created_at timestamptz not null,
  version integer not null,
  constraint committee_pkey primary key (county, id),
  constraint committee_channel_check check (channel in ('people', 'administrative', 'industry', 'judicial')),
  constraint committee_level_check check (level in ('village', 'town', 'county', 'industry')),
  constraint committee_fee_check check (channel <> 'people' or (fee_zh = '' and fee_en = '')),
  constraint committee_term_check check (to_on >= from_on),
  constraint committee_grievance_check check (grievance_days between 1 and 90)
);

comment on table roster.committee is
  'A mediation committee for one term, or another channel''s mediation organisation for as long as it serves. A new term is a new row.';

comment on column roster.committee.org is 'The organisation that mediates, as matters are handed to it.';

comment on column roster.committee.chosen_by is 'Who elected or appointed it, in words (人民调解法 art. 9).';

comment on column roster.committee.grievances_org is
  'Who hears grievances about its mediators: the electing body or the superior; the inviting court.';

comment on column roster.committee.grievance_days is 'Working days within which a grievance is answered: a local rule.';

comment on column roster.committee.fee_zh is 'What it charges, as published; people''s mediation is free (人民调解法 art. 4).';

create index committee_org_idx on roster.committee (county, org, from_on);

alter table roster.committee enable row level security;

create policy committee_county on roster.committee
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert, update on roster.committee to linli_app;

create table roster.mediator (
  county text not null,
  id uuid not null,
  committee_id uuid not null,
  post uuid,
  name text not null,
  seat text not null,
  is_woman boolean,
  fields text[] not null,
  languages text[] not null,
  load_most integer not null,
  from_on date not null,
  to_on date,
  version integer not null,
  constraint mediator_pkey primary key (county, id),
  constraint mediator_seat_check check (seat in ('chair', 'deputy', 'member', 'hired')),
  constraint mediator_name_check check (length(name) between 1 and 40),
  constraint mediator_load_check check (load_most between 1 and 200),
  constraint mediator_term_check check (to_on >= from_on)
);

comment on table roster.mediator is
  'Who mediates for a committee, as the public roster names them: no phone, no address, no age.';

comment on column roster.mediator.post is 'The post as which matters are given to them; null: members who mediate no matters.';

comment on column roster.mediator.seat is 'hired: engaged by the committee and no member of it.';

comment on column roster.mediator.is_woman is
  'Only of members and only for the check that a committee has a woman (人民调解法 art. 8); never published, null once the term is over.';

comment on column roster.mediator.fields is 'Codes of categories of disputes.';

comment on column roster.mediator.languages is 'Codes of languages and dialects.';

comment on column roster.mediator.load_most is 'Matters at a time beyond which it is said that the load is high.';

create index mediator_committee_idx on roster.mediator (county, committee_id);

create index mediator_post_idx on roster.mediator (county, post) where post is not null;

alter table roster.mediator enable row level security;

create policy mediator_county on roster.mediator
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert, update on roster.mediator to linli_app;

create table roster.grievance (
  county text not null,
  id uuid not null,
  matter_id uuid not null,
  number text not null,
  committee_id uuid not null,
  mediator_id uuid not null,
  org uuid not null,
  ground text not null,
  filed_by text not null,
  sealed bytea,
  answer bytea,
  result text,
  filed_at timestamptz not null,
  due_at timestamptz not null,
  answered_at timestamptz,
  constraint grievance_pkey primary key (county, id),
  constraint grievance_ground_check check (ground in ('partial', 'insult', 'favours', 'disclosure', 'forcing', 'refusals', 'other')),
  constraint grievance_result_check check (result in ('unfounded', 'reproved', 'corrected', 'replaced', 'dismissed')),
  constraint grievance_answered_check check ((result is null) = (answered_at is null))
);

comment on table roster.grievance is
  'A grievance about a mediator, to whom the channel says (人民调解法 art. 15, 在线调解规则 art. 29). Read by whoever answers it and by who filed it; never by the mediator.';

comment on column roster.grievance.org is 'Who answers it: as the committee said when it was filed.';

comment on column roster.grievance.sealed is 'What is said of the mediator, sealed under the matter''s key; null once erased.';

comment on column roster.grievance.answer is 'What was found, sealed under the matter''s key.';

create index grievance_org_idx on roster.grievance (county, org, due_at);

create index grievance_matter_idx on roster.grievance (county, matter_id);

alter table roster.grievance enable row level security;

create policy grievance_county on roster.grievance
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert, update, delete on roster.grievance to linli_app;
