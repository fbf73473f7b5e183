-- why: each fold wrote today's sums six times over, for each length of the blocks that hold today.
-- breaking: yes

-- Programs of before write the longer blocks of each day at once, which the new ones add once the
-- day is over: stop them first.
create table matter.counter_edge (
  county text not null,
  day date not null,
  constraint counter_edge_pkey primary key (county)
);

comment on table matter.counter_edge is
  'Longer blocks of matter.counter_sum and matter.counter_status hold the days before this one; from it on there are single days alone. Whoever folds first on a new day moves it. Without a row they hold all days.';

alter table matter.counter_edge enable row level security;

create policy counter_edge_county on matter.counter_edge
  using (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')))
  with check (county = any (string_to_array(nullif(current_setting('app.counties', true), ''), ',')));

grant select, insert, update on matter.counter_edge to linli_app;
