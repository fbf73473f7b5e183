-- why: the mediation room: sessions of a dispute, who takes part by a link, what is said, written down, shown and recorded there.
-- breaking: no

create schema room;

grant usage on schema room to linli_app;

create table room.session (
  county text not null,
  matter_id uuid not null,
  id uuid not null,
  number text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  mode text not null,
  place text not null,
  mediator_post uuid not null,
  state text not null,
  planned_at timestamptz not null,
  opened_at timestamptz,
  closed_at timestamptz,
  sealed_key bytea,
  last_seq integer not null,
  topics jsonb not null,
  recording text not null,
  event_id uuid,
  constraint session_pkey primary key (county, matter_id, id),
  constraint session_mode_check check (mode in ('online', 'onSite', 'both')),
  constraint session_state_check check (state in ('planned', 'open', 'closed', 'cancelled')),
  constraint session_recording_check check (recording in ('none', 'asked', 'running')),
  constraint session_key_check check (sealed_key is null or state in ('planned', 'open'))
);

comment on table room.session is
  'A session of mediation (调解会议) of one dispute, in a room of the browser, at a centre, or both.';

comment on column room.session.number is 'The matter''s, for those who come by a link.';

comment on column room.session.place is 'For who comes in person; empty where nobody does.';

comment on column room.session.mediator_post is 'Who leads it; a colleague of the same right may take over.';

comment on column room.session.sealed_key is
  'The key of all that is said there, sealed under the matter''s. Null once the session ended: then nothing opens it, for nobody.';

comment on column room.session.last_seq is 'Of the last thing said or signalled; each takes the next.';

comment on column room.session.topics is
  'How often each part of the room has changed, by its name: what listeners compare.';

comment on column room.session.event_id is 'Its event in the agenda.';

alter table room.session enable row level security;

create policy session_county on room.session
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

create index session_state_idx on room.session (county, state, ends_at);

grant select, insert, update, delete on room.session to linli_app;

create table room.participant (
  county text not null,
  matter_id uuid not null,
  session_id uuid not null,
  id uuid not null,
  side text not null,
  with_side text,
  is_on_site boolean not null,
  sealed bytea,
  label text not null,
  has_phone boolean not null,
  link_hash text,
  code_hash text,
  code_sent_at timestamptz,
  code_sent integer not null,
  code_tries integer not null,
  device_hash text,
  next_device_hash text,
  chamber text not null,
  attested_at timestamptz,
  attested_document text,
  attested_how text,
  attested_by text,
  told_at timestamptz,
  admitted_at timestamptz,
  recording_answer text,
  answered_at timestamptz,
  removed_at timestamptz,
  page text,
  seen_at timestamptz,
  constraint participant_pkey primary key (county, matter_id, session_id, id),
  constraint participant_id_key unique (county, id),
  constraint participant_side_check check (side in ('applicant', 'respondent', 'mediator', 'clerk', 'helper')),
  constraint participant_with_check check (with_side is null or (side = 'helper' and with_side in ('applicant', 'respondent'))),
  constraint participant_chamber_check check (chamber in ('lobby', 'door', 'joint', 'applicant', 'respondent')),
  constraint participant_document_check check (attested_document in ('idCard', 'passport', 'licence', 'mandate', 'staffCard', 'other')),
  constraint participant_how_check check (attested_how in ('video', 'counter', 'visit')),
  constraint participant_answer_check check (recording_answer in ('yes', 'no')),
  constraint participant_session_fkey foreign key (county, matter_id, session_id)
    references room.session (county, matter_id, id) on delete cascade
);

comment on table room.participant is
  'Who takes part in one session, by a secret link or in person. It belongs to that session alone.';

comment on column room.participant.with_side is 'Whom a helper came with; null: nobody, a helper of the whole.';

comment on column room.participant.sealed is
  'Name and phone, sealed under the matter''s key. Null once the persons of the matter were erased.';

comment on column room.participant.label is 'Masked, for lists.';

comment on column room.participant.link_hash is 'SHA-256 of the secret in the link, in base64url; the link stands nowhere.';

comment on column room.participant.code_hash is
  'Of the one-time code together with the link''s secret: without that nobody finds the code from it.';

comment on column room.participant.code_sent is 'How many codes were sent in the hour that began with the first.';

comment on column room.participant.device_hash is 'Of the secret of the one device that speaks for this participant.';

comment on column room.participant.next_device_hash is 'Of a second one, that waits for the mediator to let it in.';

comment on column room.participant.chamber is
  'Where they are: waiting, at the door with the mediator, in the joint room, or in the talk of one side. Sound and pictures flow within one place only.';

comment on column room.participant.attested_document is
  'What kind of document the mediator compared: never its number, and no picture of it is kept.';

comment on column room.participant.attested_by is 'The staff account of the mediator, as an actor.';

comment on column room.participant.told_at is
  'When they acknowledged the consequences of sham mediation (人民法院在线调解规则 art. 17).';

comment on column room.participant.page is 'Of the open page of their device: another page is another connection.';

create index participant_link_idx on room.participant (county, link_hash) where link_hash is not null;

alter table room.participant enable row level security;

create policy participant_county on room.participant
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert, update, delete on room.participant to linli_app;

create table room.remark (
  county text not null,
  matter_id uuid not null,
  session_id uuid not null,
  seq integer not null,
  id uuid not null,
  chamber text not null,
  kind text not null,
  participant_id uuid not null,
  sealed bytea not null,
  said_at timestamptz not null,
  constraint remark_pkey primary key (county, matter_id, session_id, seq),
  constraint remark_id_key unique (county, matter_id, session_id, id),
  constraint remark_chamber_check check (chamber in ('joint', 'applicant', 'respondent', 'notes')),
  constraint remark_kind_check check (kind in ('said', 'offer', 'statement', 'note')),
  constraint remark_session_fkey foreign key (county, matter_id, session_id)
    references room.session (county, matter_id, id) on delete cascade
);

comment on table room.remark is
  'What is written in a session: in the joint room, with one side alone, or as the mediator''s own notes. All of it goes when the session ends.';

comment on column room.remark.sealed is 'Under the session''s own key, which is destroyed with its end.';

alter table room.remark enable row level security;

create policy remark_county on room.remark
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert, update, delete on room.remark to linli_app;

create table room.signal (
  county text not null,
  matter_id uuid not null,
  session_id uuid not null,
  seq integer not null,
  from_id uuid not null,
  to_id uuid not null,
  page text not null,
  sealed bytea not null,
  sent_at timestamptz not null,
  constraint signal_pkey primary key (county, matter_id, session_id, seq),
  constraint signal_session_fkey foreign key (county, matter_id, session_id)
    references room.session (county, matter_id, id) on delete cascade
);

comment on table room.signal is
  'What two browsers tell each other in order to connect. Kept for a minute.';

comment on column room.signal.page is 'Of the page that sent it.';

comment on column room.signal.sealed is 'Under the session''s own key: it holds network addresses.';

alter table room.signal enable row level security;

create policy signal_county on room.signal
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert, update, delete on room.signal to linli_app;

create table room.fact (
  county text not null,
  matter_id uuid not null,
  session_id uuid not null,
  id uuid not null,
  participant_id uuid not null,
  is_agreed boolean not null,
  sealed bytea,
  written_at timestamptz not null,
  agreed_at timestamptz,
  constraint fact_pkey primary key (county, matter_id, session_id, id),
  constraint fact_session_fkey foreign key (county, matter_id, session_id)
    references room.session (county, matter_id, id) on delete cascade
);

comment on table room.fact is
  'A fact that nobody disputes (无争议事实), once every party has confirmed it. What is not confirmed goes with the session.';

comment on column room.fact.sealed is
  'Under the session''s key until all confirmed, then under the matter''s. Null once the persons of the matter were erased.';

alter table room.fact enable row level security;

create policy fact_county on room.fact
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert, update, delete on room.fact to linli_app;

create table room.confirmation (
  county text not null,
  matter_id uuid not null,
  session_id uuid not null,
  fact_id uuid not null,
  participant_id uuid not null,
  is_noted boolean not null,
  confirmed_at timestamptz not null,
  constraint confirmation_pkey primary key (county, matter_id, session_id, fact_id, participant_id),
  constraint confirmation_fact_fkey foreign key (county, matter_id, session_id, fact_id)
    references room.fact (county, matter_id, session_id, id) on delete cascade
);

comment on table room.confirmation is 'That a participant confirmed a fact.';

comment on column room.confirmation.is_noted is 'Said in person, and noted by the mediator.';

alter table room.confirmation enable row level security;

create policy confirmation_county on room.confirmation
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert, update, delete on room.confirmation to linli_app;

create table room.share (
  county text not null,
  matter_id uuid not null,
  session_id uuid not null,
  id uuid not null,
  source text not null,
  source_id uuid not null,
  title text not null,
  shared_at timestamptz not null,
  constraint share_pkey primary key (county, matter_id, session_id, id),
  constraint share_source_key unique (county, matter_id, session_id, source, source_id),
  constraint share_source_check check (source in ('paper', 'attachment')),
  constraint share_session_fkey foreign key (county, matter_id, session_id)
    references room.session (county, matter_id, id) on delete cascade
);

comment on table room.share is
  'A document or attachment of the matter that the mediator shows to those in the room.';

alter table room.share enable row level security;

create policy share_county on room.share
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert, update, delete on room.share to linli_app;

create table room.recording (
  county text not null,
  matter_id uuid not null,
  session_id uuid not null,
  id uuid not null,
  media_type text not null,
  parts integer not null,
  bytes bigint not null,
  sealed_key bytea,
  begun_at timestamptz not null,
  ended_at timestamptz,
  why_ended text,
  constraint recording_pkey primary key (county, matter_id, session_id, id),
  constraint recording_why_check check (why_ended in ('stopped', 'withdrawn', 'ended', 'lost')),
  constraint recording_session_fkey foreign key (county, matter_id, session_id)
    references room.session (county, matter_id, id) on delete cascade
);

comment on table room.recording is
  'A recording of the joint room, made only while all who are present consent. Its parts lie in the file store, sealed.';

comment on column room.recording.sealed_key is
  'The key of its parts, sealed under the matter''s. Null once the persons of the matter were erased.';

alter table room.recording enable row level security;

create policy recording_county on room.recording
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert, update, delete on room.recording to linli_app;
