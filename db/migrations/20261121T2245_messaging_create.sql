-- why: the outbox of messages to people, written by the act that causes them, and webhooks.
-- breaking: no

create schema messaging;

grant usage on schema messaging to linli_app;

create table messaging.message (
  county text not null,
  matter_id uuid not null,
  id uuid not null,
  template text not null,
  channel text not null,
  recipient_kind text not null,
  recipient text not null,
  sealed bytea,
  key_id text not null,
  public_text text not null,
  dedupe_key text not null,
  state text not null,
  attempts integer not null,
  next_at timestamptz not null,
  sent_at timestamptz,
  last_error text,
  created_at timestamptz not null,
  constraint message_pkey primary key (county, matter_id, id),
  constraint message_dedupe_key unique (county, matter_id, dedupe_key),
  constraint message_channel_check check (channel in ('sms', 'email', 'webhook')),
  constraint message_recipient_check check (recipient_kind in ('reporter', 'post', 'org', 'system')),
  constraint message_state_check check (state in ('queued', 'sending', 'sent', 'failed', 'cancelled')),
  constraint message_sealed_check check (sealed is not null or state in ('sent', 'failed', 'cancelled')),
  constraint message_sent_check check ((state = 'sent') = (sent_at is not null)),
  constraint message_error_check check (length(last_error) <= 120)
) partition by range (matter_id);

comment on table messaging.message is
  'A message to people: written in the transaction of the act that causes it, sent by a sweep. Its id goes with every try, so that a repeat after a crash is known as one.';

comment on column messaging.message.recipient is
  'A reference (party, post, organisation, webhook), never an address or a name.';

comment on column messaging.message.sealed is
  'Address and text, under the matter''s key; null once erased.';

comment on column messaging.message.public_text is
  'What kind of notice it is, the same for everyone: no name, no content.';

comment on column messaging.message.dedupe_key is
  'The cause within the matter: the same cause queues one message.';

comment on column messaging.message.next_at is
  'Queued: when the next try is due. Sending: when the try at hand counts as lost.';

comment on column messaging.message.last_error is
  'A short code (http 503), never the text of an answer.';

-- A try that was lost with its process is due like any other, so that both states are one index.
create index message_due_idx on messaging.message (county, next_at, id) where state in ('queued', 'sending');

create index message_state_idx on messaging.message (county, state, id desc);

alter table messaging.message enable row level security;

create policy message_county on messaging.message
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert on messaging.message to linli_app;

grant update (state, attempts, next_at, sent_at, last_error, sealed) on messaging.message to linli_app;

create table messaging.webhook (
  county text not null,
  id uuid not null,
  name text not null,
  url text not null,
  events text[] not null,
  secret bytea not null,
  secret_key bytea not null,
  key_id text not null,
  created_by text not null,
  created_at timestamptz not null,
  constraint webhook_pkey primary key (county, id),
  constraint webhook_name_check check (length(name) between 1 and 80),
  constraint webhook_url_check check (length(url) <= 500)
);

comment on table messaging.webhook is
  'Where another system wants to hear of a county''s matters: signed after Standard Webhooks.';

comment on column messaging.webhook.events is 'Names of the events that it wants to hear of.';

comment on column messaging.webhook.secret is
  'The signing secret, under a key of its own; shown once, when it is made.';

comment on column messaging.webhook.secret_key is
  'That key, under the master key of key_id.';

alter table messaging.webhook enable row level security;

create policy webhook_county on messaging.webhook
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert, delete on messaging.webhook to linli_app;
