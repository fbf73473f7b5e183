-- why: documents made from a matter's record, their official numbers, and when they were delivered.
-- breaking: no

create schema paper;

grant usage on schema paper to linli_app;

create table paper.number (
  county text not null,
  org uuid not null,
  mark text not null,
  year smallint not null,
  serial integer not null,
  holder uuid not null,
  held_until timestamptz not null,
  is_used boolean not null,
  constraint number_pkey primary key (county, org, mark, year, serial),
  constraint number_serial_check check (serial >= 1)
);

comment on table paper.number is
  'Serials of official numbers (文号): one row for each organisation, kind of paper and year. A number that was held and not used is given to the next.';

comment on column paper.number.mark is
  'The word of the kind of paper in its number (代字).';

comment on column paper.number.holder is
  'The paper that has it, or that is being made with it.';

alter table paper.number enable row level security;

create policy number_county on paper.number
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert, update on paper.number to linli_app;

create table paper.paper (
  county text not null,
  matter_id uuid not null,
  id uuid not null,
  code text not null,
  title_zh text not null,
  title_en text not null,
  reader text not null,
  number text not null,
  org uuid not null,
  made_on date not null,
  made_at timestamptz not null,
  made_by text not null,
  made_key text,
  seq integer not null,
  digest bytea not null,
  pdf_sha256 bytea not null,
  pdf_bytes integer not null,
  docx_sha256 bytea not null,
  docx_bytes integer not null,
  missing_characters smallint not null,
  sealed_key bytea not null,
  superseded_by uuid,
  constraint paper_pkey primary key (county, matter_id, id),
  constraint paper_number_key unique (county, number),
  constraint paper_reader_check check (reader in ('reporter', 'parties', 'organ'))
);

comment on table paper.paper is
  'A document (文书) made from a matter''s record. Its two files lie in the file store, sealed; a newer one of the same kind supersedes it, and it stays readable.';

comment on column paper.paper.matter_id is
  'The matter, in this county or in the one to which it moved.';

comment on column paper.paper.code is
  'Which of its kind''s documents it is.';

comment on column paper.paper.reader is
  'For whom it is: who reported reads what was delivered to them.';

comment on column paper.paper.made_key is
  'The idempotency key of who made it.';

comment on column paper.paper.seq is
  'The entry of the matter''s log that says it was made.';

comment on column paper.paper.digest is
  'SHA-256 of what it says; its beginning is printed on every page.';

comment on column paper.paper.missing_characters is
  'How many different characters the font of the PDF lacks: printed as their codes there, whole in the Word file.';

comment on column paper.paper.sealed_key is
  'The key of its files, sealed under the matter''s: erasing that erases the document.';

create unique index paper_made_idx on paper.paper (county, matter_id, made_by, made_key)
  where made_key is not null;

alter table paper.paper enable row level security;

create policy paper_county on paper.paper
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert, update, delete on paper.paper to linli_app;

create table paper.delivery (
  county text not null,
  matter_id uuid not null,
  paper_id uuid not null,
  id uuid not null,
  seq integer not null,
  how text not null,
  delivered_on date not null,
  recipient text not null,
  proof text not null,
  noted_at timestamptz not null,
  constraint delivery_pkey primary key (county, matter_id, paper_id, id)
);

comment on table paper.delivery is
  'That a document was delivered (送达): how, when, to whom, with what proof. Legal periods run from it.';

comment on column paper.delivery.seq is
  'The entry of the matter''s log that says so; there the recipient stands sealed.';

comment on column paper.delivery.delivered_on is
  'The civil day of receipt, in the centre''s zone.';

comment on column paper.delivery.recipient is
  'Masked: the name is out.';

comment on column paper.delivery.proof is
  'Masked: a receipt''s number, the place of the signed form.';

alter table paper.delivery enable row level security;

create policy delivery_county on paper.delivery
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert, delete on paper.delivery to linli_app;
