-- why: the loop: matters, their log, clocks, assignments, figures and checkpoints.
-- breaking: no

create schema matter;

grant usage on schema matter to linli_app;

create table matter.matter (
  county text not null,
  id uuid not null,
  number text not null,
  kind text not null,
  process_version integer not null,
  stage text not null,
  is_open boolean not null,
  outcome text,
  title text not null,
  body text not null,
  category text,
  urgency text not null,
  channel text not null,
  region text not null,
  town text not null generated always as (substr(region, 1, 9)) stored,
  village text not null generated always as (substr(region, 1, 12)) stored,
  grid text,
  lon double precision,
  lat double precision,
  cell text,
  owner_org uuid not null,
  handling_org uuid,
  handler_post uuid,
  subject_org uuid,
  merged_into uuid,
  moved_to_county text,
  moved_to_id uuid,
  due_at timestamptz,
  received_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  closed_at timestamptz,
  is_private boolean not null,
  is_suspended boolean not null,
  is_unowned boolean not null,
  fields jsonb not null,
  facts jsonb not null,
  version integer not null,
  seq integer not null,
  head bytea not null,
  constraint matter_pkey primary key (county, id),
  constraint matter_number_key unique (county, number),
  constraint matter_outcome_check check (outcome in ('fixed', 'answered', 'referred', 'impossible', 'declined', 'duplicate', 'withdrawn')),
  constraint matter_urgency_check check (urgency in ('normal', 'urgent')),
  constraint matter_closed_check check (is_open = (outcome is null) or moved_to_county is not null),
  constraint matter_seq_check check (seq >= 1 and version >= 1)
);

comment on table matter.matter is
  'A matter (事项): what the loop must close. The row is a cache of its log, rebuilt and compared by a test.';

comment on column matter.matter.county is
  'Shard key of the centre: the county of the place, never of the reporter or the worker.';

comment on column matter.matter.number is
  'The public number (一案一码); kept when the matter moves, so it may name another county than the row''s.';

comment on column matter.matter.title is
  'Masked: names, phones, ID and plate numbers are out. The original is sealed in the log.';

comment on column matter.matter.region is
  'Code of the town (9) or village (12) where the trouble is.';

comment on column matter.matter.cell is
  'Map cell of the figures: a tile of zoom 14, as x/y.';

comment on column matter.matter.owner_org is
  'The centre that holds the matter now: it triages, dispatches, closes.';

comment on column matter.matter.subject_org is
  'The organisation complained about; neither it nor those below it may act on this.';

comment on column matter.matter.facts is
  'What the rules need and no list filters by: counts, marks, results. Shape: MatterFacts.';

comment on column matter.matter.fields is
  'Answers to the category''s own questions.';

comment on column matter.matter.version is
  'Counts acts that changed the stage; an act that changes it must name the present one.';

comment on column matter.matter.seq is
  'Number of the newest log entry.';

comment on column matter.matter.head is
  'Hash of the newest log entry.';

create index matter_town_idx on matter.matter (county, town, is_open, created_at desc, id desc);

create index matter_county_idx on matter.matter (county, is_open, created_at desc, id desc);

create index matter_stage_idx on matter.matter (county, owner_org, stage, created_at desc, id desc) where is_open;

create index matter_owner_due_idx on matter.matter (county, owner_org, due_at, id) where is_open;

create index matter_unowned_idx on matter.matter (county, created_at desc, id desc) where is_open and is_unowned;

create index matter_near_idx on matter.matter (county, cell, received_at desc, id desc);

create index matter_updated_idx on matter.matter (county, updated_at);

alter table matter.matter enable row level security;

create policy matter_county on matter.matter
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert, update on matter.matter to linli_app;

create table matter.entry (
  county text not null,
  matter_id uuid not null,
  seq integer not null,
  id uuid not null,
  v integer not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  actor text not null,
  post uuid,
  org uuid,
  action text not null,
  public jsonb not null,
  sealed bytea,
  key_id text,
  prev bytea not null,
  hash bytea not null,
  constraint entry_pkey primary key (county, matter_id, seq)
) partition by range (matter_id);

comment on table matter.entry is
  'The log: one entry an act, chained by hash within its matter. Rows are only ever added.';

comment on column matter.entry.v is
  'Version of the shape of `public`; older ones are read through upcasters.';

comment on column matter.entry.public is
  'What was given and what it changed, masked.';

comment on column matter.entry.sealed is
  'Personal text of the act, under the matter''s key; the hash covers the ciphertext.';

comment on column matter.entry.prev is 'Hash of the entry before; 32 zero bytes for the first.';

comment on column matter.entry.hash is
  'SHA-256 over the previous hash and the canonical JSON of the entry.';

create index entry_recorded_idx on matter.entry (county, recorded_at, id);

alter table matter.entry enable row level security;

create policy entry_county on matter.entry
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert on matter.entry to linli_app;

create table matter.clock (
  county text not null,
  matter_id uuid not null,
  id uuid not null,
  name text not null,
  org uuid,
  state text not null,
  due_at timestamptz not null,
  next_at timestamptz,
  detail jsonb not null,
  constraint clock_pkey primary key (county, matter_id, id),
  constraint clock_state_check check (state in ('running', 'stopped', 'ended', 'cancelled')),
  constraint clock_next_check check (next_at is null or state = 'running')
);

comment on table matter.clock is
  'A running, stopped or ended clock of a matter.';

comment on column matter.clock.next_at is
  'When the next rung of the ladder fires; the sweep reads this.';

comment on column matter.clock.detail is
  'Start, unit, amount, counting, rungs, stop and extension. Shape: ClockDetail.';

create index clock_next_idx on matter.clock (county, next_at, matter_id, id) where next_at is not null;

alter table matter.clock enable row level security;

create policy clock_county on matter.clock
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert, update on matter.clock to linli_app;

create table matter.assignment (
  county text not null,
  matter_id uuid not null,
  id uuid not null,
  org uuid not null,
  post uuid,
  role text not null,
  state text not null,
  is_open boolean not null,
  due_at timestamptz,
  detail jsonb not null,
  constraint assignment_pkey primary key (county, matter_id, id),
  constraint assignment_role_check check (role in ('lead', 'supporting', 'verify', 'check', 'callBack')),
  constraint assignment_state_check check (state in ('assigned', 'acknowledged', 'done', 'cancelled'))
);

comment on table matter.assignment is
  'Work that an organisation owes to a matter: lead, supporting, verifying, checking, calling back.';

comment on column matter.assignment.detail is
  'When and by whom it was given, acknowledged and done, and with what result. Shape: Assignment.';

comment on column matter.assignment.due_at is
  'A copy of the clock''s, so that a queue is one index.';

create index assignment_org_idx on matter.assignment (county, org, due_at, matter_id, id) where is_open;

create index assignment_post_idx on matter.assignment (county, post, due_at, matter_id, id) where is_open;

alter table matter.assignment enable row level security;

create policy assignment_county on matter.assignment
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert, update on matter.assignment to linli_app;

create table matter.request (
  county text not null,
  matter_id uuid not null,
  id uuid not null,
  kind text not null,
  state text not null,
  asked_by_org uuid not null,
  decider_org uuid not null,
  asked_at timestamptz not null,
  detail jsonb not null,
  constraint request_pkey primary key (county, matter_id, id),
  constraint request_kind_check check (kind in ('objection', 'suspension', 'extension')),
  constraint request_state_check check (state in ('pending', 'granted', 'refused', 'lapsed'))
);

comment on table matter.request is
  'What one asks and another decides: objection (not mine), suspension, extension.';

comment on column matter.request.detail is 'Reason, decision and what it holds back. Shape: Request.';

create index request_decider_idx on matter.request (county, decider_org, asked_at, matter_id, id) where state = 'pending';

alter table matter.request enable row level security;

create policy request_county on matter.request
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert, update on matter.request to linli_app;

create table matter.supervision (
  county text not null,
  matter_id uuid not null,
  id uuid not null,
  kind text not null,
  state text not null,
  issuer_org uuid not null,
  target_org uuid not null,
  reply_due_at timestamptz,
  is_public boolean not null,
  issued_at timestamptz not null,
  detail jsonb not null,
  constraint supervision_pkey primary key (county, matter_id, id),
  constraint supervision_kind_check check (kind in ('reminder', 'urging', 'listed', 'talk')),
  constraint supervision_state_check check (state in ('issued', 'replied', 'closed'))
);

comment on table matter.supervision is
  'A supervision: reminder 提醒, urging 督办, listed 挂牌, talk 约谈; with its issuer, reason, reply duty and result.';

comment on column matter.supervision.detail is 'Reason, replies and result. Shape: Supervision.';

create index supervision_open_idx on matter.supervision (county, target_org, issued_at desc, matter_id, id) where state <> 'closed';

create index supervision_issuer_idx on matter.supervision (county, issuer_org, issued_at desc, matter_id, id) where state <> 'closed';

alter table matter.supervision enable row level security;

create policy supervision_county on matter.supervision
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert, update on matter.supervision to linli_app;

create table matter.link (
  county text not null,
  matter_id uuid not null,
  id uuid not null,
  kind text not null,
  other_county text not null,
  other_id uuid not null,
  other_number text not null,
  state text not null,
  constraint link_pkey primary key (county, matter_id, id),
  constraint link_kind_check check (kind in ('duplicateOf', 'duplicate', 'sub', 'parent', 'movedTo', 'movedFrom', 'related')),
  constraint link_state_check check (state in ('standing', 'ended'))
);

comment on table matter.link is
  'How matters belong together. The other may lie in another county: a reference without a key.';

alter table matter.link enable row level security;

create policy link_county on matter.link
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert, update on matter.link to linli_app;

create table matter.party (
  county text not null,
  matter_id uuid not null,
  id uuid not null,
  role text not null,
  sealed bytea not null,
  key_id text not null,
  label text not null,
  created_at timestamptz not null,
  constraint party_pkey primary key (county, matter_id, id),
  constraint party_role_check check (role in ('reporter', 'party'))
);

comment on table matter.party is
  'A person in this matter, sealed under its key. Nothing joins or searches parties across matters.';

comment on column matter.party.sealed is
  'Name, phone, numbers and address as JSON, under the matter''s key. Shape: PartyData.';

comment on column matter.party.label is
  'What lists show: masked.';

alter table matter.party enable row level security;

create policy party_county on matter.party
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert, update, delete on matter.party to linli_app;

create table matter.data_key (
  county text not null,
  matter_id uuid not null,
  sealed bytea not null,
  key_id text not null,
  constraint data_key_pkey primary key (county, matter_id)
);

comment on table matter.data_key is
  'The key under which a matter''s personal data is sealed, itself sealed by the master key. Deleting it erases the person.';

comment on column matter.data_key.sealed is 'The key itself, sealed by the master key of key_id.';

alter table matter.data_key enable row level security;

create policy data_key_county on matter.data_key
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert, update, delete on matter.data_key to linli_app;

create table matter.number_block (
  county text not null,
  year integer not null,
  next_serial integer not null,
  constraint number_block_pkey primary key (county, year)
);

comment on table matter.number_block is
  'The next serial of public numbers not yet given to a process as part of a block. Gaps are allowed.';

alter table matter.number_block enable row level security;

create policy number_block_county on matter.number_block
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert, update on matter.number_block to linli_app;

create table matter.idempotency (
  county text not null,
  actor text not null,
  key text not null,
  body_hash bytea not null,
  matter_id uuid,
  number text,
  seq integer,
  refusal text,
  at timestamptz not null,
  constraint idempotency_pkey primary key (county, actor, key)
);

comment on table matter.idempotency is
  'What an idempotency key answered the first time: the entry, or the refusal code; never a body.';

comment on column matter.idempotency.body_hash is
  'Salted with actor and key, so that no two rows show the same content.';

create index idempotency_at_idx on matter.idempotency (county, at);

alter table matter.idempotency enable row level security;

create policy idempotency_county on matter.idempotency
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert, delete on matter.idempotency to linli_app;

create table matter.counter_delta (
  county text not null,
  id uuid not null,
  day date not null,
  town text not null,
  village text not null,
  category text not null,
  cell text not null,
  measure text not null,
  status text not null,
  n bigint not null,
  constraint counter_delta_pkey primary key (county, id)
);

comment on table matter.counter_delta is
  'Changes of the figures not yet folded into matter.counter; emitted only by log entries.';

alter table matter.counter_delta enable row level security;

create policy counter_delta_county on matter.counter_delta
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert, delete on matter.counter_delta to linli_app;

create table matter.counter (
  county text not null,
  day date not null,
  town text not null,
  village text not null,
  category text not null,
  cell text not null,
  measure text not null,
  status text not null,
  n bigint not null,
  constraint counter_pkey primary key (county, measure, day, town, village, category, status, cell)
);

comment on table matter.counter is
  'The figures: a reader adds these and the deltas in one snapshot; a test recomputes them from the log.';

alter table matter.counter enable row level security;

create policy counter_county on matter.counter
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert, update on matter.counter to linli_app;

create table matter.checkpoint (
  county text not null,
  seq integer not null,
  at timestamptz not null,
  root bytea not null,
  prev_root bytea not null,
  leaves integer not null,
  until timestamptz not null,
  constraint checkpoint_pkey primary key (county, seq)
);

comment on table matter.checkpoint is
  'A Merkle root over the heads of all matters that changed since the last, with the previous root.';

alter table matter.checkpoint enable row level security;

create policy checkpoint_county on matter.checkpoint
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert on matter.checkpoint to linli_app;

create table matter.checkpoint_leaf (
  county text not null,
  checkpoint integer not null,
  matter_id uuid not null,
  seq integer not null,
  constraint checkpoint_leaf_pkey primary key (county, checkpoint, matter_id)
);

comment on table matter.checkpoint_leaf is
  'Which entry of which matter a checkpoint sealed.';

alter table matter.checkpoint_leaf enable row level security;

create policy checkpoint_leaf_county on matter.checkpoint_leaf
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert on matter.checkpoint_leaf to linli_app;
