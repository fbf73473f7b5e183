-- why: centres announce reception days, people book a turn, and what came of it is written down.
-- breaking: no

create schema reception;

grant usage on schema reception to linli_app;

create table reception.day (
  county text not null,
  id uuid not null,
  org uuid not null,
  kind text not null,
  state text not null,
  place text not null,
  room uuid,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  break_from_at timestamptz,
  break_to_at timestamptz,
  slot_minutes integer not null,
  slot_places integer not null,
  topics text[] not null,
  is_by_appointment boolean not null,
  book_hours integer not null,
  change_hours integer not null,
  remind_hours integer not null,
  keep_days integer not null,
  note_zh text not null,
  note_en text not null,
  cancel_reason text not null,
  kept_until_at timestamptz,
  created_at timestamptz not null,
  published_at timestamptz,
  cancelled_at timestamptz,
  version integer not null,
  constraint day_pkey primary key (county, id),
  constraint day_kind_check check (kind in ('leader', 'joint', 'ordinary')),
  constraint day_state_check check (state in ('draft', 'published', 'cancelled')),
  constraint day_time_check check (ends_at > starts_at),
  constraint day_break_check check ((break_from_at is null) = (break_to_at is null) and break_to_at > break_from_at),
  constraint day_slot_check check (slot_minutes between 5 and 480 and slot_places between 1 and 50),
  constraint day_hours_check check (
    book_hours between 0 and 720 and change_hours between 0 and 720 and remind_hours between 0 and 168
  ),
  constraint day_keep_check check (keep_days between 1 and 3650),
  constraint day_words_check check (
    length(place) <= 200 and length(note_zh) <= 1000 and length(note_en) <= 2000
    and length(cancel_reason) <= 500
  )
);

comment on table reception.day is
  'A reception day (接访日, 信访工作条例 art. 18 and 19): who receives, where, in which turns. Its numbers are local practice, set for each day.';

comment on column reception.day.org is 'The centre that announces it and keeps its desk.';

comment on column reception.day.slot_places is 'How many are received in one slot.';

comment on column reception.day.topics is 'Codes of categories that are received; empty: all.';

comment on column reception.day.is_by_appointment is 'Who did not book is not received.';

comment on column reception.day.book_hours is 'Hours before the beginning at which booking ends.';

comment on column reception.day.change_hours is 'Hours before one''s own slot until which one may move or cancel.';

comment on column reception.day.remind_hours is 'Hours before one''s own slot at which one is reminded; 0: not at all.';

comment on column reception.day.keep_days is 'Days after the end, or after the last promised day, until which it is known who came.';

comment on column reception.day.kept_until_at is
  'When the day''s key is deleted; null: not published yet, or done.';

create index day_time_idx on reception.day (county, starts_at, id);

create index day_kept_idx on reception.day (county, kept_until_at) where kept_until_at is not null;

alter table reception.day enable row level security;

create policy day_county on reception.day
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert, update on reception.day to linli_app;

create table reception.host (
  county text not null,
  day_id uuid not null,
  seat integer not null,
  org uuid not null,
  post uuid,
  name text not null,
  duty_zh text not null,
  duty_en text not null,
  constraint host_pkey primary key (county, day_id, seat),
  constraint host_day_fkey foreign key (county, day_id) references reception.day (county, id),
  constraint host_words_check check (length(name) <= 40 and length(duty_zh) <= 60 and length(duty_en) <= 120)
);

comment on table reception.host is
  'Who receives on a reception day, as published: an official in a public function, or an organisation at the table.';

comment on column reception.host.post is 'The post whose time the day takes in the agenda; null: none.';

comment on column reception.host.name is 'The official''s public name; empty: the organisation alone is named.';

alter table reception.host enable row level security;

create policy host_county on reception.host
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert, update, delete on reception.host to linli_app;

create table reception.data_key (
  county text not null,
  day_id uuid not null,
  sealed bytea not null,
  key_id text not null,
  constraint data_key_pkey primary key (county, day_id),
  constraint data_key_day_fkey foreign key (county, day_id) references reception.day (county, id)
);

comment on table reception.data_key is
  'The key under which a day''s personal data is sealed, itself sealed by the master key. Deleting it erases who came.';

comment on column reception.data_key.sealed is 'The key itself, sealed by the master key of key_id.';

alter table reception.data_key enable row level security;

create policy data_key_county on reception.data_key
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert, update, delete on reception.data_key to linli_app;

create table reception.appointment (
  county text not null,
  day_id uuid not null,
  id uuid not null,
  turn integer not null,
  slot_at timestamptz not null,
  way text not null,
  holder text,
  topic text,
  people integer not null,
  number text,
  state text not null,
  sealed bytea,
  result text,
  said bytea,
  result_number text,
  result_org uuid,
  remind_at timestamptz,
  booked_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null,
  constraint appointment_pkey primary key (county, day_id, id),
  constraint appointment_turn_key unique (county, day_id, turn),
  constraint appointment_holder_key unique (county, day_id, holder),
  constraint appointment_day_fkey foreign key (county, day_id) references reception.day (county, id),
  constraint appointment_way_check check (way in ('online', 'counter')),
  constraint appointment_people_check check (people between 1 and 5),
  constraint appointment_state_check check (state in ('booked', 'cancelled', 'arrived', 'received', 'absent')),
  constraint appointment_result_check check (result in ('explained', 'handed', 'promised')),
  constraint appointment_received_check check (result is null or state = 'received')
);

comment on table reception.appointment is
  'A turn on a reception day. It knows no account and nobody by name: who comes is sealed under the day''s key.';

comment on column reception.appointment.way is 'counter: entered by staff for somebody who came or called.';

comment on column reception.appointment.holder is
  'A digest of who holds it under the day''s own key, so that one holds one turn: another on every day. Null: nobody known, cancelled, or erased.';

comment on column reception.appointment.topic is 'The code of a category.';

comment on column reception.appointment.people is 'How many come; of a group its representatives, five at most (信访工作条例 art. 20).';

comment on column reception.appointment.number is 'The matter that it is about, one that the holder may read.';

comment on column reception.appointment.sealed is 'Name, phone, representatives and subject under the day''s key; null: cancelled or erased.';

comment on column reception.appointment.said is 'The result in words, under the day''s key.';

comment on column reception.appointment.result_number is 'The matter to which it was handed.';

comment on column reception.appointment.result_org is 'Who wrote the result.';

create index appointment_remind_idx on reception.appointment (county, remind_at) where remind_at is not null;

alter table reception.appointment enable row level security;

create policy appointment_county on reception.appointment
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert, update on reception.appointment to linli_app;

create table reception.undertaking (
  county text not null,
  day_id uuid not null,
  appointment_id uuid not null,
  org uuid not null,
  due_on date not null,
  said bytea,
  written_at timestamptz not null,
  done_said bytea,
  done_at timestamptz,
  constraint undertaking_pkey primary key (county, day_id, appointment_id, org),
  constraint undertaking_appointment_fkey foreign key (county, day_id, appointment_id)
    references reception.appointment (county, day_id, id)
);

comment on table reception.undertaking is
  'What an organisation at the table takes on from one appointment, by a day.';

comment on column reception.undertaking.said is 'What, under the day''s key; null once erased.';

comment on column reception.undertaking.done_said is 'What was done, under the day''s key.';

create index undertaking_open_idx on reception.undertaking (county, org, due_on) where done_at is null;

alter table reception.undertaking enable row level security;

create policy undertaking_county on reception.undertaking
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert, update on reception.undertaking to linli_app;
