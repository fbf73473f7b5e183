-- why: petitions wait for a call back or old trouble to be worked off; leaders receive on days with turns.
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

create schema reception;

grant usage on schema reception to linli_app;

create table reception.day (
  county text not null,
  id uuid not null,
  org uuid not null,
  kind text not null,
  host text not null,
  duty text not null,
  place text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  capacity integer not null,
  published_at timestamptz not null,
  cancelled_at timestamptz,
  constraint day_pkey primary key (county, id),
  constraint day_kind_check check (kind in ('leader', 'joint')),
  constraint day_time_check check (ends_at > starts_at),
  constraint day_capacity_check check (capacity between 1 and 200),
  constraint day_words_check check (length(host) <= 60 and length(duty) <= 100 and length(place) <= 200)
);

comment on table reception.day is
  'A published day on which leaders or several organs together receive whoever comes (开门接访、联合接访).';

comment on column reception.day.host is 'Who receives: an official in a public function, as published; organs, on a joint day.';

comment on column reception.day.duty is 'In what function.';

comment on column reception.day.capacity is 'How many can be received, in order.';

create index day_time_idx on reception.day (county, starts_at, id);

alter table reception.day enable row level security;

create policy day_county on reception.day
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert, update on reception.day to linli_app;

create table reception.appointment (
  county text not null,
  day_id uuid not null,
  id uuid not null,
  turn integer not null,
  code text not null,
  holder text,
  topic text not null,
  number text,
  state text not null,
  result text,
  said text not null,
  booked_at timestamptz not null,
  closed_at timestamptz,
  constraint appointment_pkey primary key (county, day_id, id),
  constraint appointment_turn_key unique (county, day_id, turn),
  constraint appointment_code_key unique (county, code),
  constraint appointment_holder_key unique (county, day_id, holder),
  constraint appointment_day_fkey foreign key (county, day_id) references reception.day (county, id),
  constraint appointment_state_check check (state in ('booked', 'cancelled', 'received', 'noShow')),
  constraint appointment_result_check check (result in ('taken', 'answered', 'referred')),
  constraint appointment_closed_check check ((state = 'received') = (result is not null)),
  constraint appointment_words_check check (length(topic) <= 200 and length(said) <= 2000)
);

comment on table reception.appointment is
  'A turn on a reception day. It knows no name, phone or account: whoever comes shows the code.';

comment on column reception.appointment.holder is
  'A digest of the account together with this day, so that one account holds one turn; it is another on every day. Null: given at the counter, or cancelled.';

comment on column reception.appointment.topic is 'What it is about, masked.';

comment on column reception.appointment.number is 'The matter that it is about, or that was taken in.';

comment on column reception.appointment.said is 'What was answered or where it was referred to, masked.';

alter table reception.appointment enable row level security;

create policy appointment_county on reception.appointment
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert, update on reception.appointment to linli_app;

alter table resident.my_matter drop constraint my_matter_relation_check;

alter table resident.my_matter add constraint my_matter_relation_check
  check (relation in ('reporter', 'follower', 'party', 'proxy'));

alter table matter.supervision drop constraint supervision_kind_check;

alter table matter.supervision add constraint supervision_kind_check
  check (kind in ('reminder', 'urging', 'listed', 'talk', 'circular', 'order'));
