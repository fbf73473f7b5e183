-- why: the public board walks a category newest first; released pictures are covered copies of others.
-- breaking: no

create index matter_category_idx on matter.matter
  (county, category, is_open, created_at desc, id desc) where category is not null;

alter table matter.attachment add column covers_id uuid;

comment on column matter.attachment.covers_id is
  'Of a covered copy: the picture that was covered. Only such copies become public.';

alter table matter.attachment add column released_at timestamptz;

comment on column matter.attachment.released_at is
  'When the copy was last released; kept when it is taken back.';

alter table matter.attachment drop constraint attachment_purpose_check;

alter table matter.attachment add constraint attachment_purpose_check
  check (purpose in ('report', 'before', 'after', 'result', 'evidence', 'message', 'document', 'covered'));

-- What was released before had no covered copy: nothing was, there was no way to.
update matter.attachment set is_public = false where is_public;

alter table matter.attachment add constraint attachment_public_check
  check (not is_public or (purpose = 'covered' and state = 'attached'));

alter table matter.attachment add constraint attachment_covers_check
  check ((covers_id is not null) = (purpose is not distinct from 'covered'));
