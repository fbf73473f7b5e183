-- why: jsonb kept another text of an entry than the one that was hashed, and a quarter of a COPY went into making it.
-- breaking: yes

-- Programs of before ask jsonb's questions of it: stop them first. Each year is written anew, some
-- ten seconds a million entries.
alter table matter.entry alter column public type json using public::json;

comment on column matter.entry.public is
  'What was given and what it changed, masked: json and not jsonb, so that it stays the text whose hash stands beside it.';
