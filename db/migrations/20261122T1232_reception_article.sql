-- why: leaders' and joint reception stand in one article of the regulation.
-- breaking: no

comment on table reception.day is
  'A reception day (接访日, 信访工作条例 art. 18): who receives, where, in which turns. Its numbers are local practice, set for each day.';
