-- why: every thousandth report had to sort the words of all into the index: a fifth of a second.
-- breaking: no

-- New words wait in a list of the index, which searches read as well. A sweep empties it every two
-- seconds where many come (matter.settle_words), so whoever writes seldom has to; on a cluster, whose
-- shards no such sweep reaches, whoever finds it at 16 MB does.
alter index matter.search_words_idx set (gin_pending_list_limit = 16384);

-- Only an index's owner may. It reads nothing and answers nothing.
create function matter.settle_words() returns void
language sql security definer
set search_path = pg_catalog, pg_temp
as $$ select gin_clean_pending_list('matter.search_words_idx'::regclass) $$;

revoke all on function matter.settle_words from public;
grant execute on function matter.settle_words to linli_app;
comment on function matter.settle_words is
  'Sorts the words that came lately into the index of the search; reads and answers nothing.';
