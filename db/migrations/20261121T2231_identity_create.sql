-- why: accounts of staff, the organisation tree, posts, roles as data, sessions and keys of machines.
-- breaking: no

create schema identity;

grant usage on schema identity to linli_app;

create table identity.revision (
  only_row boolean not null constraint revision_pkey primary key,
  number integer not null,
  constraint revision_only check (only_row)
);

comment on table identity.revision is
  'Counts the changes of organisations, posts and roles; every process reloads them when it moves.';

insert into identity.revision (only_row, number) values (true, 1);

create table identity.data_key (
  only_row boolean not null constraint data_key_pkey primary key,
  sealed bytea not null,
  key_id text not null,
  constraint data_key_only check (only_row)
);

comment on table identity.data_key is
  'The key under which sign-in seals and hashes, itself sealed by the master key of key_id.';
comment on column identity.data_key.sealed is 'The key itself, sealed by the master key of key_id.';

create table identity.org (
  id uuid not null constraint org_pkey primary key,
  parent_id uuid constraint org_parent_fkey references identity.org (id),
  kind text not null,
  level text not null,
  name_zh text not null,
  name_en text,
  region text not null,
  county text,
  phone text,
  is_active boolean not null,
  opened_on date not null,
  ended_on date,
  constraint org_kind_check check (kind in (
    'centre', 'townGovernment', 'streetOffice', 'department', 'station', 'committee',
    'mediationCommittee', 'court', 'procuratorate', 'utility', 'other'
  )),
  constraint org_level_check check (level in ('province', 'city', 'county', 'town', 'village')),
  constraint org_region_check check (region ~ '^[0-9]{2}([0-9]{2}([0-9]{2}([0-9]{3}([0-9]{3})?)?)?)?$'),
  constraint org_ended_check check (is_active = (ended_on is null)),
  constraint org_parent_check check (parent_id <> id)
);

create unique index org_name_key on identity.org (parent_id, name_zh) where is_active;

comment on table identity.org is
  'Organisations in a tree of their own: superior and subordinate follow parent_id, not the region code. A reference table, small, without a county''s work.';
comment on column identity.org.region is 'Region code (2 to 12 digits) of the place it serves.';
comment on column identity.org.county is 'Shard key of the centre it belongs to; null above the counties.';
comment on column identity.org.phone is 'Public telephone.';

create table identity.account (
  id uuid not null constraint account_pkey primary key,
  org_id uuid not null constraint account_org_fkey references identity.org (id),
  name text not null,
  display_name text not null,
  password_hash text,
  totp_sealed text,
  totp_confirmed_at timestamptz,
  totp_last_step integer,
  oidc_subject text,
  is_active boolean not null,
  created_at timestamptz not null,
  constraint account_name_key unique (name),
  constraint account_name_check check (name ~ '^[a-z0-9][a-z0-9._-]{1,39}$'),
  constraint account_oidc_key unique (oidc_subject)
);

comment on table identity.account is 'Staff who may sign in. Nothing is kept here beyond what sign-in and signing off need.';
comment on column identity.account.org_id is 'The organisation that administers the account; posts may be elsewhere.';
comment on column identity.account.password_hash is 'scrypt$N$r$p$salt$hash; null when sign-in is by the government''s own sign-on only.';
comment on column identity.account.totp_sealed is 'The shared secret, sealed under the data key; counts only once confirmed.';
comment on column identity.account.totp_last_step is 'The last time step accepted: a code is good for one sign-in.';
comment on column identity.account.oidc_subject is 'Issuer, a space and the subject there.';

create table identity.role (
  code text not null constraint role_pkey primary key,
  zh text not null,
  en text not null,
  constraint role_code_check check (code ~ '^[a-z][a-zA-Z]{1,39}$')
);

comment on table identity.role is 'Roles by code with their names. What a role may do stands in role_permission.';

create table identity.role_permission (
  role text not null constraint role_permission_role_fkey references identity.role (code),
  permission text not null,
  from_at timestamptz not null,
  to_at timestamptz,
  constraint role_permission_pkey primary key (role, permission, from_at),
  constraint role_permission_dates_check check (to_at >= from_at)
);

create unique index role_permission_open_key on identity.role_permission (role, permission)
  where to_at is null;

comment on table identity.role_permission is
  'The permission matrix, dated: a row is ended, never rewritten, so that it can be said who could do what on a past day.';

create table identity.post (
  id uuid not null constraint post_pkey primary key,
  account_id uuid not null constraint post_account_fkey references identity.account (id),
  org_id uuid not null constraint post_org_fkey references identity.org (id),
  role text not null constraint post_role_fkey references identity.role (code),
  presence text not null,
  title text not null,
  public_name text,
  duty_phone text,
  from_on date not null,
  to_on date,
  constraint post_presence_check check (presence in ('permanent', 'rotating', 'onCall')),
  constraint post_dates_check check (to_on >= from_on)
);

create index post_account_idx on identity.post (account_id);

create index post_org_idx on identity.post (org_id);

comment on table identity.post is 'A person in an organisation, with a role and regions. Scope is the post''s.';
comment on column identity.post.public_name is 'How residents know a grid worker; shown on the place''s card.';
comment on column identity.post.duty_phone is 'The phone of the duty, public for grid workers; never a private one.';
comment on column identity.post.to_on is 'The last day of the post, that day included.';

create table identity.post_region (
  post_id uuid not null constraint post_region_post_fkey references identity.post (id),
  region text not null,
  constraint post_region_pkey primary key (post_id, region),
  constraint post_region_check check (region ~ '^[0-9]{2}([0-9]{2}([0-9]{2}([0-9]{3}([0-9]{3}([0-9]{3})?)?)?)?)?$')
);

comment on table identity.post_region is 'Region or grid codes of a post, each standing for all below it.';

create table identity.session (
  token_hash text not null constraint session_pkey primary key,
  id uuid not null constraint session_id_key unique,
  account_id uuid not null constraint session_account_fkey references identity.account (id),
  post_id uuid not null constraint session_post_fkey references identity.post (id),
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz
);

create index session_account_idx on identity.session (account_id) where ended_at is null;

create index session_expires_idx on identity.session (expires_at);

comment on table identity.session is 'Signed-in staff. Only a hash of the cookie''s token is kept.';
comment on column identity.session.post_id is 'The post as which the person acts now.';
comment on column identity.session.seen_at is 'Last use, to about five minutes: it is not written at every request.';

create table identity.attempt (
  subject text not null constraint attempt_pkey primary key,
  recent jsonb not null,
  last_at timestamptz not null
);

create index attempt_last_idx on identity.attempt (last_at);

comment on table identity.attempt is
  'Times of recent wrong sign-ins per account name and per address, for the lock-out that all processes share. Swept when old.';
comment on column identity.attempt.subject is 'A keyed hash of the name or address: the table is no list of either.';
comment on column identity.attempt.recent is 'Epoch milliseconds, oldest first.';

create table identity.api_key (
  id uuid not null constraint api_key_pkey primary key,
  org_id uuid not null constraint api_key_org_fkey references identity.org (id),
  name text not null,
  secret_hash text not null constraint api_key_secret_key unique,
  hint text not null,
  scopes text[] not null,
  regions text[] not null,
  created_by uuid not null constraint api_key_creator_fkey references identity.account (id),
  created_at timestamptz not null,
  expires_at timestamptz,
  revoked_at timestamptz
);

create index api_key_org_idx on identity.api_key (org_id);

comment on table identity.api_key is 'Keys of machines that report or read. The secret is shown once and kept as a hash.';
comment on column identity.api_key.hint is 'The first characters of the secret, to tell keys apart.';
comment on column identity.api_key.scopes is 'Permission codes.';
comment on column identity.api_key.regions is 'Region codes, each standing for all below it.';

grant select on identity.revision to linli_app;
grant update (number) on identity.revision to linli_app;
grant select, insert, update on identity.data_key to linli_app;
grant select, insert, update on identity.org to linli_app;
grant select, insert, update on identity.account to linli_app;
grant select, insert, update on identity.role to linli_app;
grant select, insert on identity.role_permission to linli_app;
grant update (to_at) on identity.role_permission to linli_app;
grant select, insert, update on identity.post to linli_app;
grant select, insert, delete on identity.post_region to linli_app;
grant select, insert, update, delete on identity.session to linli_app;
grant select, insert, update, delete on identity.attempt to linli_app;
grant select, insert on identity.api_key to linli_app;
grant update (revoked_at) on identity.api_key to linli_app;
