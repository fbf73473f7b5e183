-- why: a key is looked up under the wall, where only some types keep their index; columns say what is in them.
-- breaking: no

alter table patrol.check_in alter column key_hash type text using encode(key_hash, 'hex');

comment on column patrol.check_in.body_hash is
  'SHA-256 of the key and what was sent: the same key with other content is refused.';

comment on column patrol.check_in.photos is
  'Ids of its attachments, in the order of their taking.';

comment on column matter.upload.sealed_key is
  'The key of the parts, sealed by the master key of key_id.';
