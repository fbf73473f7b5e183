-- why: the agreement of a dispute: who stands on which side, its text by version, what is proposed, who signed, what was promised.
-- breaking: no

create schema agreement;

grant usage on schema agreement to linli_app;

create table agreement.side (
  county text not null,
  matter_id uuid not null,
  party_id uuid not null,
  side text not null,
  noted_at timestamptz not null,
  constraint side_pkey primary key (county, matter_id, party_id),
  constraint side_side_check check (side in ('applicant', 'respondent'))
);

comment on table agreement.side is
  'On which side of a dispute a person of the matter stands. Who it is stands sealed in matter.party alone.';

comment on column agreement.side.party_id is
  'The row of matter.party.';

alter table agreement.side enable row level security;

create policy side_county on agreement.side
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert, update, delete on agreement.side to linli_app;

create table agreement.version (
  county text not null,
  matter_id uuid not null,
  version integer not null,
  sealed bytea not null,
  digest bytea not null,
  last_due_on date,
  made_at timestamptz not null,
  is_offered boolean not null,
  constraint version_pkey primary key (county, matter_id, version),
  constraint version_number_check check (version >= 1)
);

comment on table agreement.version is
  'The text of an agreement as it was drafted, version by version. Once it is in force the others are deleted, and all of them where no agreement came about: what was offered on the way is nobody''s later.';

comment on column agreement.version.sealed is
  'Facts and clauses, sealed under the matter''s key.';

comment on column agreement.version.digest is
  'SHA-256 of what it says, with the matter and the persons: this is what is signed.';

comment on column agreement.version.last_due_on is
  'The last day that a clause names.';

comment on column agreement.version.is_offered is
  'It was put up for signing.';

alter table agreement.version enable row level security;

create policy version_county on agreement.version
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert, update, delete on agreement.version to linli_app;

create table agreement.amendment (
  county text not null,
  matter_id uuid not null,
  id uuid not null,
  clause text,
  party_id uuid,
  kind text not null,
  sealed bytea not null,
  state text not null,
  made_at timestamptz not null,
  constraint amendment_pkey primary key (county, matter_id, id),
  constraint amendment_kind_check check (kind in ('comment', 'change')),
  constraint amendment_state_check check (state in ('open', 'taken', 'declined', 'withdrawn'))
);

comment on table agreement.amendment is
  'What a party or the mediator says to a clause while the text is drafted. Deleted once the agreement is in force or the mediation is over: no concession outlives the room.';

comment on column agreement.amendment.clause is
  'The clause that it speaks of; null: the whole.';

comment on column agreement.amendment.party_id is
  'Null: the mediator.';

comment on column agreement.amendment.sealed is
  'Its words, sealed under the matter''s key.';

alter table agreement.amendment enable row level security;

create policy amendment_county on agreement.amendment
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert, update, delete on agreement.amendment to linli_app;

create table agreement.signature (
  county text not null,
  matter_id uuid not null,
  version integer not null,
  signer text not null,
  party_id uuid,
  id uuid not null,
  how text not null,
  signed_on date not null,
  made_at timestamptz not null,
  digest bytea not null,
  sealed bytea,
  proof text not null,
  seq integer not null,
  constraint signature_pkey primary key (county, matter_id, id),
  constraint signature_signer_check check (signer in ('applicant', 'respondent', 'mediator', 'committee')),
  constraint signature_how_check check (how in ('drawn', 'fingerprint', 'ink', 'seal')),
  constraint signature_once unique nulls not distinct (county, matter_id, version, signer, party_id)
);

comment on table agreement.signature is
  'Who signed which version of an agreement, and how. Those of a version that was changed since go with it.';

comment on column agreement.signature.party_id is
  'The row of matter.party; null for mediator and committee.';

comment on column agreement.signature.digest is
  'Of the text that was read and signed.';

comment on column agreement.signature.sealed is
  'What was drawn, as a PNG under the matter''s key; null for ink on paper.';

comment on column agreement.signature.proof is
  'How it is known to be theirs: code (to the phone that stands on the matter), attested (before the mediator), session.';

comment on column agreement.signature.seq is
  'The entry of the matter''s log that says so.';

alter table agreement.signature enable row level security;

create policy signature_county on agreement.signature
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert, delete, update on agreement.signature to linli_app;

create table agreement.code (
  county text not null,
  matter_id uuid not null,
  party_id uuid not null,
  digest bytea not null,
  of_text bytea not null,
  tries integer not null,
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  constraint code_pkey primary key (county, matter_id, party_id)
);

comment on table agreement.code is
  'The one-time code that a party was sent to sign one text with. The newest counts alone.';

comment on column agreement.code.digest is
  'HMAC of the code under the matter''s key.';

comment on column agreement.code.of_text is
  'The digest of the text that it signs: it opens no other.';

alter table agreement.code enable row level security;

create policy code_county on agreement.code
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert, update, delete on agreement.code to linli_app;

create table agreement.promise (
  county text not null,
  matter_id uuid not null,
  id uuid not null,
  clause text not null,
  side text not null,
  due_on date not null,
  asked_at timestamptz,
  state text not null,
  noted_at timestamptz,
  noted_by text,
  constraint promise_pkey primary key (county, matter_id, id),
  constraint promise_side_check check (side in ('applicant', 'respondent', 'both')),
  constraint promise_state_check check (state in ('waiting', 'performed', 'partly', 'failed')),
  constraint promise_by_check check (noted_by in ('applicant', 'respondent', 'mediator'))
);

comment on table agreement.promise is
  'What a clause of an agreement in force promises for a day, and whether it was kept. What it is stands sealed in the text.';

comment on column agreement.promise.clause is
  'The clause of the text in force.';

comment on column agreement.promise.asked_at is
  'When the parties were asked, at the day; null: not yet.';

create index promise_due_idx on agreement.promise (county, due_on) where asked_at is null;

alter table agreement.promise enable row level security;

create policy promise_county on agreement.promise
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert, update, delete on agreement.promise to linli_app;
