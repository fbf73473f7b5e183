-- why: sessions, hearings and receptions stand in an agenda, where persons and rooms that would be taken twice are found.
-- breaking: no

create schema agenda;

grant usage on schema agenda to linli_app;

create table agenda.room (
  county text not null,
  id uuid not null,
  org uuid not null,
  name_zh text not null,
  name_en text,
  way text not null,
  seats integer not null,
  is_active boolean not null,
  created_at timestamptz not null,
  version integer not null,
  constraint room_pkey primary key (county, id),
  constraint room_name_check check (length(name_zh) between 1 and 60 and length(name_en) between 1 and 120),
  constraint room_way_check check (length(way) <= 200),
  constraint room_seats_check check (seats between 1 and 1000)
);

comment on table agenda.room is
  'A room of a centre (调解室、接访室、听证室) that can be taken for a time.';

comment on column agenda.room.org is 'The centre or organisation whose room it is.';

comment on column agenda.room.way is 'How one gets there: building, floor, door.';

alter table agenda.room enable row level security;

create policy room_county on agenda.room
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert, update on agenda.room to linli_app;

create table agenda.event (
  county text not null,
  id uuid not null,
  matter_id uuid not null,
  number text not null,
  matter_kind text not null,
  is_sealed boolean not null,
  kind text not null,
  title text not null,
  state text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  place text not null,
  room uuid,
  insisted text not null,
  remind_at timestamptz,
  revision integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint event_pkey primary key (county, id),
  constraint event_kind_check check (kind in ('session', 'hearing', 'reception')),
  constraint event_state_check check (state in ('planned', 'moved', 'cancelled', 'held')),
  constraint event_time_check check (ends_at > starts_at),
  constraint event_place_check check (length(place) <= 200),
  constraint event_insisted_check check (length(insisted) <= 500)
);

comment on table agenda.event is
  'A date of a matter (日程): a mediation session, a hearing, a reception. It names no party and says nothing of what it is about.';

comment on column agenda.event.number is 'The matter''s number, which never changes.';

comment on column agenda.event.is_sealed is
  'The matter is sealed, or complains about an organisation or a post: others see only that the time is taken.';

comment on column agenda.event.title is 'The code of what is done, as the module names it that planned it.';

comment on column agenda.event.place is 'Where, in words, when it is no room of a centre.';

comment on column agenda.event.insisted is
  'Why a person or a room was taken although it was taken already; empty: nothing collided.';

comment on column agenda.event.remind_at is
  'When those who come are reminded next; null: no more.';

comment on column agenda.event.revision is 'Grows with each change, so that calendars take the newer one.';

create index event_matter_idx on agenda.event (county, matter_id);

create index event_remind_idx on agenda.event (county, remind_at) where remind_at is not null;

alter table agenda.event enable row level security;

create policy event_county on agenda.event
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert, update, delete on agenda.event to linli_app;

create table agenda.seat (
  county text not null,
  event_id uuid not null,
  subject uuid not null,
  is_room boolean not null,
  is_live boolean not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  constraint seat_pkey primary key (county, event_id, subject)
);

comment on table agenda.seat is
  'What an event takes for its time: its room, and each post of staff that comes. Two that overlap collide.';

comment on column agenda.seat.subject is 'The post or the room.';

comment on column agenda.seat.is_live is 'False once the event was cancelled: its time is free again.';

create index seat_subject_idx on agenda.seat (county, subject, ends_at);

alter table agenda.seat enable row level security;

create policy seat_county on agenda.seat
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert, update, delete on agenda.seat to linli_app;

create table agenda.lane (
  county text not null,
  subject uuid not null,
  constraint lane_pkey primary key (county, subject)
);

comment on table agenda.lane is
  'One row for each post and room that was ever taken: whoever plans locks it, so that two at once do not take the same time.';

alter table agenda.lane enable row level security;

create policy lane_county on agenda.lane
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert, update on agenda.lane to linli_app;

create table agenda.feed (
  account uuid not null,
  token_hash text not null,
  created_at timestamptz not null,
  constraint feed_pkey primary key (account),
  constraint feed_token_key unique (token_hash)
);

comment on table agenda.feed is
  'The secret address under which one''s own calendar program reads one''s agenda. Only a hash is kept; renewing replaces it, withdrawing deletes it.';

grant select, insert, update, delete on agenda.feed to linli_app;
