-- why: the median of the public figures read every matter of a county; first answers are counted by the span in which they came.
-- breaking: no

alter table matter.counter_status drop constraint counter_status_pkey;

-- The measure before the town: who reads some measures of all towns reads no other.
alter table matter.counter_status add constraint counter_status_pkey
  primary key (county, level, span, day, measure, town, status);

-- One pass over the matters. The program counts them again from the log (`linli recount`, or by
-- itself within ten minutes): what was answered elsewhere, or in another zone, is right then.
insert into matter.counter_status (county, level, span, day, town, measure, status, n)
with spans as (
  select array[1, 2, 4, 6, 8, 12, 18, 24, 36, 48, 72, 96, 120, 144, 168, 240, 336, 480, 720, 1440,
    2160, 4320, 8760]::float8[] as ends
),
answers as materialized (
  select county, town, (answered at time zone 'Asia/Shanghai')::date as day,
    -- A bucket begins at its bound: what took exactly an hour was answered within it.
    coalesce(ends[width_bucket(
      extract(epoch from answered - received_at)::float8 / 3600 - 0.0000001, ends) + 1]::text,
      'longer') as status,
    count(*) as n
  from spans, (
    select county, town, received_at,
      to_timestamp((facts ->> 'firstRepliedAt')::float8 / 1000) as answered
    from matter.matter
    where facts ->> 'firstRepliedAt' is not null and moved_to_county is null
      and facts ->> 'appraisal' is null
  ) answered
  group by 1, 2, 3, 4
)
select county, case grouping(town) when 1 then 'county' else 'town' end, s.span,
  date '0001-01-01' + (day - date '0001-01-01') / s.span * s.span as block, coalesce(town, ''),
  'answered', status, sum(n)
from answers cross join (values (1), (4), (16), (64), (256), (1024)) as s(span)
group by grouping sets ((county, s.span, block, status), (county, s.span, block, town, status));

comment on table matter.counter_status is
  'As matter.counter_sum, by status: open matters by stage, closed ones by outcome, received ones by channel, first answers by the end in hours of the span in which they came.';
