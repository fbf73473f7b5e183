-- why: times end in _at, an index is looked up by a type whose operators are known to be leakproof.
-- breaking: no

alter table paper.number rename column held_until to freed_at;

alter table paper.number alter column year type integer;

comment on column paper.number.freed_at is
  'From then on a serial that was held and not used is given to the next.';

comment on column paper.paper.pdf_sha256 is 'SHA-256 of the PDF as it is downloaded.';

comment on column paper.paper.docx_sha256 is 'SHA-256 of the Word file as it is downloaded.';
