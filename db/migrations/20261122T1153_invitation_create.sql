-- why: links of parties without an account, what they answered; what is delivered to each once an agreement is in force.
-- breaking: no

create schema invitation;

grant usage on schema invitation to linli_app;

create table invitation.link (
  county text not null,
  matter_id uuid not null,
  party_id uuid not null,
  id uuid not null,
  number text not null,
  link_hash text not null,
  sealed bytea,
  base text not null,
  made_at timestamptz not null,
  invited_at timestamptz,
  opened_at timestamptz,
  code_hash text,
  code_sent_at timestamptz,
  code_sent integer not null,
  code_tries integer not null,
  device_hash text,
  answer text,
  answered_at timestamptz,
  is_reminded boolean not null,
  constraint link_pkey primary key (county, matter_id, party_id),
  constraint link_id_key unique (county, id),
  constraint link_answer_check check (answer in ('agreed', 'refused'))
);

comment on table invitation.link is
  'The way of one party of a dispute to it without an account: a secret link, and a code to the phone that stands on the matter. Who it is stands sealed in matter.party alone.';

comment on column invitation.link.party_id is 'The row of matter.party.';

comment on column invitation.link.number is 'The matter''s, for who comes by the link.';

comment on column invitation.link.link_hash is 'SHA-256 of the secret in the link, in base64url.';

comment on column invitation.link.sealed is
  'The secret itself, sealed under the matter''s key: reminders and deliveries name the same link. Null once the persons of the matter were erased.';

comment on column invitation.link.base is 'The address under which whoever made it reached the centre.';

comment on column invitation.link.invited_at is 'When it was sent to them as an invitation; null: made for a delivery alone.';

comment on column invitation.link.opened_at is 'When the code was first entered.';

comment on column invitation.link.code_hash is
  'Of the one-time code together with the link''s secret: without that nobody finds the code from it.';

comment on column invitation.link.code_sent is 'How many codes were sent in the hour that began with the first.';

comment on column invitation.link.device_hash is 'Of the secret of the one device that has it open.';

comment on column invitation.link.answer is 'What they themselves said to being mediated.';

comment on column invitation.link.is_reminded is 'They agreed to be reminded of dates on that phone.';

create index link_hash_idx on invitation.link (county, link_hash);

alter table invitation.link enable row level security;

create policy link_county on invitation.link
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert, update, delete on invitation.link to linli_app;

create table agreement.delivery (
  county text not null,
  matter_id uuid not null,
  party_id uuid not null,
  number text not null,
  state text not null,
  message_id uuid,
  paper_id uuid,
  tries integer not null,
  next_at timestamptz,
  done_at timestamptz,
  constraint delivery_pkey primary key (county, matter_id, party_id),
  constraint delivery_state_check check (state in ('waiting', 'sent', 'delivered', 'byHand')),
  constraint delivery_next_check check ((next_at is not null) = (state in ('waiting', 'sent')))
);

comment on table agreement.delivery is
  'That an agreement in force is delivered to each party by itself, once. The service is an act of the matter; here is how far it is.';

comment on column agreement.delivery.number is 'The matter''s.';

comment on column agreement.delivery.state is
  'waiting: for its paper and its message; sent: the message lies in the outbox; delivered: the gateway took it and the service is in the log; byHand: no phone, or no message reached it.';

comment on column agreement.delivery.message_id is 'The message with the way to the paper.';

comment on column agreement.delivery.paper_id is 'Which paper it is the way to.';

create index delivery_next_idx on agreement.delivery (county, next_at) where next_at is not null;

alter table agreement.delivery enable row level security;

create policy delivery_county on agreement.delivery
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert, update, delete on agreement.delivery to linli_app;
