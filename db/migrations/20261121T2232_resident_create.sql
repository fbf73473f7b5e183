-- why: residents sign in by phone code; their accounts stand apart from every county's work.
-- breaking: no

create schema resident;

grant usage on schema resident to linli_app;

create table resident.account (
  id uuid not null constraint account_pkey primary key,
  phone_sealed text not null,
  phone_digest text not null constraint account_phone_key unique,
  is_active boolean not null,
  created_at timestamptz not null
);

comment on table resident.account is
  'Someone who signed in by phone. No name, no address: what they tell stands in their matters.';
comment on column resident.account.phone_digest is
  'Keyed hash for looking the account up at sign-in. It is nowhere else: a matter''s phone is sealed under the matter''s own key.';

create table resident.session (
  token_hash text not null constraint session_pkey primary key,
  account_id uuid not null constraint session_account_fkey references resident.account (id),
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz
);

create index session_account_idx on resident.session (account_id) where ended_at is null;

create index session_expires_idx on resident.session (expires_at);

comment on table resident.session is 'Signed-in residents. Only a hash of the cookie''s token is kept.';

create table resident.code (
  phone_digest text not null constraint code_pkey primary key,
  code_digest text not null,
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  tries integer not null,
  is_used boolean not null
);

create index code_expires_idx on resident.code (expires_at);

comment on table resident.code is 'The last code sent to a phone. A new one replaces it; swept when old.';
comment on column resident.code.code_digest is 'Keyed hash of phone and code: six digits under a plain hash are soon guessed.';

create table resident.attempt (
  subject text not null constraint attempt_pkey primary key,
  recent jsonb not null,
  last_at timestamptz not null
);

create index attempt_last_idx on resident.attempt (last_at);

comment on table resident.attempt is
  'Times of recent codes per phone and per address (keyed hashes), for the limits that all processes share. Swept when old.';
comment on column resident.attempt.recent is 'Epoch milliseconds, oldest first.';

create table resident.my_matter (
  account uuid not null,
  county text not null,
  matter_id uuid not null,
  number text not null,
  relation text not null,
  created_at timestamptz not null,
  constraint my_matter_pkey primary key (account, county, matter_id),
  constraint my_matter_relation_check check (relation in ('reporter', 'follower', 'party'))
);

create index my_matter_list_idx on resident.my_matter (account, created_at desc, matter_id desc);

comment on table resident.my_matter is
  'Which matters a resident may read as their own, in whatever county. Read by the account itself and by nobody else: it is no list of a person''s matters for staff.';
comment on column resident.my_matter.county is 'A reference without a foreign key: it crosses counties.';

grant select, insert, update on resident.account to linli_app;
grant select, insert, update, delete on resident.session to linli_app;
grant select, insert, update, delete on resident.code to linli_app;
grant select, insert, update, delete on resident.attempt to linli_app;
grant select, insert, update, delete on resident.my_matter to linli_app;
