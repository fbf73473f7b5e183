-- why: the register of named places knows its places by a code.
-- breaking: no

alter table patrol.point drop column place_id;

alter table patrol.point add column place_code text;

comment on column patrol.point.place_code is
  'The place in the register of named places, when it stands there.';
