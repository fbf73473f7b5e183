-- why: erasing the persons of a matter erases its papers' files; papers of offices that share a name may meet in a county.
-- breaking: no

alter table paper.paper alter column sealed_key drop not null;

comment on column paper.paper.sealed_key is
  'The key of its files, sealed under the matter''s. Null once the persons of the matter were erased: nothing opens the files then, and their bytes go.';

create index paper_erased_idx on paper.paper (county, id) where sealed_key is null and pdf_bytes > 0;

alter table paper.paper drop constraint paper_number_key;

alter table paper.paper add constraint paper_number_key unique (county, org, number);
