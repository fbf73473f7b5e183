-- why: every figure is read from the sums; the counters beside them were 6.6 of 45 GB.
-- breaking: yes

-- Programs of before write this table: stop them first. SQL of one's own that read matter.counter
-- reads matter.counter_sum (level 'townCategory' or 'village', span 1) and matter.counter_status.
-- What waits in matter.counter_delta stays and is folded by the program.
alter table matter.counter_delta drop column cell;

drop table matter.counter;

comment on table matter.counter_delta is
  'Changes of the figures not yet folded into matter.counter_sum and matter.counter_status; emitted only by log entries.';

comment on table matter.counter_sum is
  'The figures, summed by place, category and blocks of days by whoever folds deltas: a measure is a column, so that a dashboard reads a handful of rows. `linli verify-log` and a test hold single days (span 1) of townCategory and village against the log, and all else against these.';
