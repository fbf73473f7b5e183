-- why: a version names one document wherever its matter lies; forms and stages keep their order.
-- breaking: no

alter table rulebook.document add constraint document_version_key unique (kind, name, version);

alter table rulebook.document alter column body type json using body::json;

comment on column rulebook.document.version is
  'Counted over all counties, so that a matter that moves still names its process by kind and version. A reference table: its unique key needs no county.';

comment on column rulebook.document.body is
  'json and not jsonb: the order of stages, actions and form fields is the order in which people see them.';
