-- why: figures of a county or a year read ever more counters; sums of them by place, category and blocks of days are a handful of rows.
-- breaking: no

create table matter.counter_sum (
  county text not null,
  level text not null,
  span integer not null,
  day date not null,
  town text not null,
  village text not null,
  category text not null,
  received bigint not null,
  stock bigint not null,
  closed bigint not null,
  closed_on_time bigint not null,
  closed_due bigint not null,
  answered bigint not null,
  answer_seconds bigint not null,
  checked bigint not null,
  rework bigint not null,
  reopened bigint not null,
  objection bigint not null,
  breached bigint not null,
  rated bigint not null,
  rating_sum bigint not null,
  self_handled bigint not null,
  constraint counter_sum_pkey primary key (county, level, span, day, town, village, category),
  constraint counter_sum_level_check
    check (level in ('county', 'countyCategory', 'town', 'townCategory', 'village')),
  constraint counter_sum_span_check check (span in (1, 4, 16, 64, 256, 1024))
);

comment on table matter.counter_sum is
  'Sums of the counters, written by whoever folds them: a measure is a column, so that a dashboard reads a handful of rows. A test and `linli verify-log` compare them with the counters.';

comment on column matter.counter_sum.level is
  'What it is summed by: towns, villages and categories that play no part are empty.';

comment on column matter.counter_sum.span is
  'So many days are summed, from `day` on: blocks begin at multiples of it since 0001-01-01.';

comment on column matter.counter_sum.category is
  'At a level of categories: empty for what has none yet.';

alter table matter.counter_sum set (fillfactor = 70);

alter table matter.counter_sum enable row level security;

create policy counter_sum_county on matter.counter_sum
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert, update on matter.counter_sum to linli_app;

create table matter.counter_status (
  county text not null,
  level text not null,
  span integer not null,
  day date not null,
  town text not null,
  measure text not null,
  status text not null,
  n bigint not null,
  constraint counter_status_pkey primary key (county, level, span, day, town, measure, status),
  constraint counter_status_level_check check (level in ('county', 'town')),
  constraint counter_status_span_check check (span in (1, 4, 16, 64, 256, 1024))
);

comment on table matter.counter_status is
  'As matter.counter_sum, by status: open matters by stage, closed ones by outcome, received ones by channel.';

alter table matter.counter_status set (fillfactor = 70);

alter table matter.counter_status enable row level security;

create policy counter_status_county on matter.counter_status
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert, update on matter.counter_status to linli_app;

-- A day at a time first, by place and category; longer blocks are sums of those.
insert into matter.counter_sum (
  county, level, span, day, town, village, category, received, stock, closed, closed_on_time,
  closed_due, answered, answer_seconds, checked, rework, reopened, objection, breached, rated,
  rating_sum, self_handled
)
select county,
  case grouping(town, village, category)
    when 7 then 'county' when 6 then 'countyCategory' when 3 then 'town'
    when 2 then 'townCategory' else 'village' end,
  1, day, coalesce(town, ''), coalesce(village, ''), coalesce(category, ''),
  coalesce(sum(n) filter (where measure = 'received'), 0),
  coalesce(sum(n) filter (where measure = 'stock'), 0),
  coalesce(sum(n) filter (where measure = 'closed'), 0),
  coalesce(sum(n) filter (where measure = 'closedOnTime'), 0),
  coalesce(sum(n) filter (where measure = 'closedDue'), 0),
  coalesce(sum(n) filter (where measure = 'answered'), 0),
  coalesce(sum(n) filter (where measure = 'answerSeconds'), 0),
  coalesce(sum(n) filter (where measure = 'checked'), 0),
  coalesce(sum(n) filter (where measure = 'rework'), 0),
  coalesce(sum(n) filter (where measure = 'reopened'), 0),
  coalesce(sum(n) filter (where measure = 'objection'), 0),
  coalesce(sum(n) filter (where measure = 'breached'), 0),
  coalesce(sum(n) filter (where measure = 'rated'), 0),
  coalesce(sum(n) filter (where measure = 'ratingSum'), 0),
  coalesce(sum(n) filter (where measure = 'selfHandled'), 0)
from matter.counter
group by grouping sets (
  (county, day), (county, day, category), (county, day, town), (county, day, town, category),
  (county, day, town, village)
);

insert into matter.counter_sum (
  county, level, span, day, town, village, category, received, stock, closed, closed_on_time,
  closed_due, answered, answer_seconds, checked, rework, reopened, objection, breached, rated,
  rating_sum, self_handled
)
select county, level, s.span,
  date '0001-01-01' + (day - date '0001-01-01') / s.span * s.span as block,
  town, village, category, sum(received), sum(stock), sum(closed), sum(closed_on_time),
  sum(closed_due), sum(answered), sum(answer_seconds), sum(checked), sum(rework), sum(reopened),
  sum(objection), sum(breached), sum(rated), sum(rating_sum), sum(self_handled)
from matter.counter_sum cross join (values (4), (16), (64), (256), (1024)) as s(span)
group by county, level, s.span, block, town, village, category;

insert into matter.counter_status (county, level, span, day, town, measure, status, n)
select county, case grouping(town) when 1 then 'county' else 'town' end, 1, day,
  coalesce(town, ''), measure, status, sum(n)
from matter.counter
where status <> ''
group by grouping sets ((county, day, measure, status), (county, day, town, measure, status));

insert into matter.counter_status (county, level, span, day, town, measure, status, n)
select county, level, s.span,
  date '0001-01-01' + (day - date '0001-01-01') / s.span * s.span as block,
  town, measure, status, sum(n)
from matter.counter_status cross join (values (4), (16), (64), (256), (1024)) as s(span)
group by county, level, s.span, block, town, measure, status;

analyze matter.counter_sum;

analyze matter.counter_status;
