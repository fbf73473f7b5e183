-- why: a reception day takes the time of posts and rooms and is no date of a matter.
-- breaking: no

alter table agenda.event alter column matter_id drop not null;

alter table agenda.event alter column number drop not null;

alter table agenda.event alter column matter_kind drop not null;

alter table agenda.event add constraint event_matter_check
  check ((matter_id is null) = (number is null) and (matter_id is null) = (matter_kind is null));

comment on column agenda.event.matter_id is 'Null: of no matter, as a reception day; its module tells who comes.';
