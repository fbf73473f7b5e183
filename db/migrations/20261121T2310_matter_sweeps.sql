-- why: what the sweeps of the loop look for must stand in a small index of its own.
-- breaking: no

alter table matter.supervision add column remind_at timestamptz;

alter table matter.supervision add constraint supervision_remind_check
  check (remind_at is null or state = 'issued');

comment on column matter.supervision.remind_at is
  'When its issuer is told that no reply came; null once told, replied, closed or never asked for. The sweep reads this.';

create index supervision_remind_idx on matter.supervision (county, remind_at, matter_id, id) where remind_at is not null;

alter table matter.clock add column awaits_calendar boolean not null
  generated always as (state in ('running', 'stopped') and coalesce((detail ->> 'isProvisional')::boolean, false)) stored;

comment on column matter.clock.awaits_calendar is
  'Under way, and due beyond the published calendar: counted anew when the next year is published.';

create index clock_awaits_calendar_idx on matter.clock (county, matter_id, id) where awaits_calendar;

create index link_sub_idx on matter.link (county, matter_id, id) where kind = 'sub' and state = 'standing';
