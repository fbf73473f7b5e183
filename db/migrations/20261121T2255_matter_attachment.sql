-- why: photos and documents: uploaded first, attached by an act, swept when never attached.
-- breaking: no

create table matter.attachment (
  county text not null,
  id uuid not null,
  matter_id uuid,
  state text not null,
  purpose text,
  uploaded_by text not null,
  upload_key text,
  upload_sha256 bytea,
  media_type text not null,
  bytes bigint not null,
  sha256 bytea not null,
  width integer,
  height integer,
  taken_at timestamptz,
  file_key text,
  thumb_key text,
  sealed_key bytea,
  key_id text,
  is_public boolean not null,
  uploaded_at timestamptz not null,
  attached_at timestamptz,
  removed_at timestamptz,
  constraint attachment_pkey primary key (county, id),
  constraint attachment_state_check check (state in ('storing', 'uploaded', 'attached', 'removed')),
  constraint attachment_purpose_check check (purpose in ('report', 'before', 'after', 'result', 'evidence', 'message', 'document')),
  constraint attachment_matter_check check ((matter_id is null) = (county = '-')),
  constraint attachment_attached_check check (
    state <> 'attached' or (matter_id is not null and purpose is not null and attached_at is not null)
  ),
  constraint attachment_removed_check check ((state = 'removed') = (removed_at is not null)),
  constraint attachment_key_check check ((sealed_key is null) = (state = 'removed') and (key_id is null) = (state = 'removed')),
  constraint attachment_file_check check (file_key is not null or state = 'removed')
);

comment on table matter.attachment is
  'A photo or document (附件). An upload waits in county ''-'', because its matter''s place may not be known yet; attaching moves the row to the matter''s county and its key under the matter''s key.';

comment on column matter.attachment.county is
  'The matter''s county, or ''-'' until attached.';

comment on column matter.attachment.state is
  'storing: the bytes are on their way; uploaded; attached; removed: unreadable, the bytes are deleted by the next sweep.';

comment on column matter.attachment.uploaded_by is
  'staff:ID, resident:ID or machine:ID; only this actor may attach it. ''erased'' after erasing.';

comment on column matter.attachment.upload_key is
  'The idempotency key of an upload; dropped when it is attached.';

comment on column matter.attachment.upload_sha256 is
  'Hash of what was sent, to know a repeated upload; dropped when it is attached.';

comment on column matter.attachment.sha256 is
  'Hash of what is served: a picture is re-encoded, so this differs from what was sent.';

comment on column matter.attachment.bytes is
  'Length of what is served.';

comment on column matter.attachment.file_key is
  'Where the sealed bytes lie in the file store; null once they are deleted.';

comment on column matter.attachment.sealed_key is
  'The file''s own key: sealed by the master key while it waits, by the matter''s key once attached.';

comment on column matter.attachment.key_id is
  'The master key''s id, or ''matter'' once the matter''s key seals it.';

comment on column matter.attachment.is_public is
  'Released: may be seen by whoever is signed in, not only by those who may see the matter.';

create index attachment_matter_idx on matter.attachment (county, matter_id, id);

create unique index attachment_upload_idx on matter.attachment (county, uploaded_by, upload_key) where upload_key is not null;

create index attachment_waiting_idx on matter.attachment (county, uploaded_at, id) where state in ('storing', 'uploaded');

create index attachment_actor_idx on matter.attachment (county, uploaded_by, uploaded_at) where state in ('storing', 'uploaded');

create index attachment_removed_idx on matter.attachment (county, id) where state = 'removed' and file_key is not null;

alter table matter.attachment enable row level security;

create policy attachment_county on matter.attachment
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert, update, delete on matter.attachment to linli_app;
