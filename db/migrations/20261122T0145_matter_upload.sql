-- why: a file may come in parts, so that a phone with a weak network goes on where it broke off.
-- breaking: no

create table matter.upload (
  county text not null,
  id uuid not null,
  uploaded_by text not null,
  upload_key text,
  ending text not null,
  media_type text not null,
  bytes bigint not null,
  sha256 bytea not null,
  received bigint not null,
  parts text[] not null,
  sealed_key bytea not null,
  key_id text not null,
  attachment_id uuid,
  created_at timestamptz not null,
  touched_at timestamptz not null,
  constraint upload_pkey primary key (county, id),
  constraint upload_county_check check (county = '-'),
  constraint upload_received_check check (received >= 0 and received <= bytes),
  constraint upload_whole_check check (attachment_id is null or received = bytes)
);

comment on table matter.upload is
  'A file that comes in parts (上传). Whole, it becomes an attachment that waits; this row stays until the sweep, to answer a repeat.';

comment on column matter.upload.county is
  'Always ''-'', as for uploads that wait.';

comment on column matter.upload.uploaded_by is
  'staff:ID, resident:ID or machine:ID; only this actor may go on.';

comment on column matter.upload.ending is
  'What the file''s name ended with. The name itself may be a person''s and is not kept.';

comment on column matter.upload.sha256 is
  'Of the whole file, as the sender says; compared once it is whole.';

comment on column matter.upload.parts is
  'Where the sealed parts lie in the file store, in order.';

create unique index upload_key_idx on matter.upload (county, uploaded_by, upload_key) where upload_key is not null;

create index upload_actor_idx on matter.upload (county, uploaded_by, touched_at);

create index upload_touched_idx on matter.upload (county, touched_at, id);

alter table matter.upload enable row level security;

create policy upload_county on matter.upload
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert, update, delete on matter.upload to linli_app;
