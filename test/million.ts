/**
 * A county with a million matters for tests of plans, written by a few statements within half a
 * minute: one in twenty is open, a quarter is public work of one category, towns are unlike. What
 * hangs on them is as much as a list of it needs to be long.
 */
import { cutForIndex } from '../platform/words/index.ts';
import { withClient } from './server.ts';

export const COUNTY = '310116';
export const MILLION = 1_000_000;
/** The moment of the newest row. */
export const NOW = Date.parse('2026-11-20T02:00:00Z');

/** The resident of every hundredth matter. */
export const BUSY_ACCOUNT = '00000000-0000-7000-9000-000000000001';
/** The patrol point of every second check-in. */
export const BUSY_POINT = '00000000-0000-700d-8000-000000000001';

/** Answers when all of it stands and the planner knows it. */
export async function seedMillion(superUrl: string): Promise<void> {
  const run = (statements: readonly string[]) =>
    withClient(superUrl, async (client) => {
      await client.query(`set session_replication_role = 'replica'; set timezone = 'UTC';
        set maintenance_work_mem = '256MB'; set synchronous_commit = off`);
      for (const statement of statements) await client.query(statement);
    });
  await run([MADE]);
  await Promise.all([run(ofMatters()), run(BESIDE)]);
  await run(['drop table million', 'vacuum (analyze)']);
}

/** Indexes that hold no constraint are made after: half the time. */
function ofMatters(): string[] {
  return [
    `create table million_indexes as select indexdef, indexrelid::regclass::text as name
      from pg_index i join pg_class c on c.oid = i.indexrelid
        join pg_indexes p on p.schemaname = 'matter' and p.indexname = c.relname
      where i.indrelid in ('matter.matter'::regclass, 'matter.search'::regclass)
        and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid)`,
    `do $$ declare one record; begin
      for one in select name from million_indexes loop execute 'drop index ' || one.name; end loop;
    end $$`,
    MATTERS,
    SEARCH,
    `do $$ declare one record; begin
      for one in select indexdef from million_indexes loop execute one.indexdef; end loop;
    end $$`,
    'drop table million_indexes',
  ];
}

const idOf = (ms: string, n: string) =>
  `(lpad(to_hex((${ms})::bigint), 12, '0') || '70008' || lpad(to_hex(${n}), 15, '0'))::uuid`;
/** As `orgId` and `postId` of `many-matters.ts`. */
const spaceId = (space: string, n: string) =>
  `('00000000-0000-700${space}-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;

/** Numbers that look drawn: multiples of a prime. Open ones are among the newest tenth. */
const MADE = `
  create unlogged table million as
  select n, at, ${idOf('extract(epoch from at) * 1000', 'n')} as id, town, village,
    village || lpad((1 + d % 5)::text, 3, '0') as grid, is_open, d,
    case when is_open then (array['received', 'registered', 'verifying', 'opened', 'dispatched',
      'handling', 'handling', 'checking', 'callingBack'])[1 + d % 9] else 'closed' end as stage,
    case when is_open and d % 11 > 0 then at + (d % 400) * interval '1 hour' end as due_at
  from (
    select n, d, at, n > ${MILLION * 0.9} and n % 2 = 0 as is_open,
      town, town || lpad((201 + d / 13 % 20)::text, 3, '0') as village
    from (
      select n, (n::bigint * 7919 % 1000003)::int as d,
        to_timestamp(${NOW / 1000}) - (${MILLION} - n) * interval '63 seconds' as at,
        '${COUNTY}' || lpad((101 + least(n * 31 % 23, n * 17 % 11))::text, 3, '0') as town
      from generate_series(1, ${MILLION}) n) drawn
  ) placed`;

const MATTERS = `
  insert into matter.matter (
    county, id, number, kind, process_version, stage, is_open, outcome, title, body, category,
    urgency, channel, region, grid, lon, lat, cell, owner_org, handling_org, received_at,
    created_at, updated_at, closed_at, due_at, is_private, is_suspended, is_unowned, is_sealed,
    fields, facts, version, seq, head)
  select '${COUNTY}', id, '${COUNTY}-26-' || lpad(n::text, 7, '0'),
    case when d % 100 = 0 then 'petition' when d % 17 = 0 then 'intake' else 'report' end, 1, stage,
    is_open, case when is_open then null else 'fixed' end, '示例事项', '示例',
    'street.' || least(d % 20, d % 7), case when d % 10 = 0 then 'urgent' else 'normal' end,
    case when d % 2 = 0 then 'hotline' else 'gridWorker' end, village, grid,
    121.0 + d % 4200 / 10000.0, 30.67 + d / 4200 / 1000.0,
    (13698 + d % 19) || '/' || (6700 + d % 13),
    case when d % 3 = 0 then ${spaceId('a', '0')} else ${spaceId('a', 'right(town, 3)::int')} end,
    case when stage in ('dispatched', 'handling', 'checking', 'callingBack', 'closed')
      then ${spaceId('a', '1 + d % 12')} end,
    at, at, at, case when is_open then null else at + interval '1 day' end, due_at,
    d % 97 = 0, false, is_open and d % 50 = 1, false, '{}',
    case when is_open and d % 40 = 3 then '{"objectionCount": 2}'::jsonb else '{}' end, 1, 1,
    decode(repeat('00', 32), 'hex')
  from million`;

/** A common word, one of some hundred, a rare one; what @ begins is a mark. */
const SEARCH = `
  insert into matter.search (county, matter_id, created_at, words)
  select '${COUNTY}', id, at, array_to_tsvector(array['@c${COUNTY}', '@r' || town, '@r' || village,
    '${COUNTY}-26-' || lpad(n::text, 7, '0'), 'w' || d % 100,
    case when d % 5 = 0 then '路灯' else '楼道' end,
    case when d % 4 = 0 then '不亮' else '堆放' end,
    case when d % 1000 = 7 then '井盖' else '路面' end,
    case when n % 150000 = 77 then '白鹭' else '树枝' end])
  from million`;

const VILLAGE_OF = (n: string) => `'${COUNTY}' || (101 + ${n} % 12) || (201 + ${n} / 12 % 20)`;
/** As a named place has them. */
const lexemes = (text: string) =>
  [`@c${COUNTY}`, ...cutForIndex(text)].map((word) => `'${word}'`).join(', ');

const handled = "is_open and stage in ('dispatched', 'handling', 'checking', 'callingBack')";

const BESIDE = [
  `insert into matter.assignment (county, matter_id, id, org, post, role, state, is_open, due_at,
    detail)
  select '${COUNTY}', id, ${idOf('extract(epoch from at) * 1000', 'n')},
    ${spaceId('a', '1 + d % 12')}, ${spaceId('b', 'd % 60')}, 'lead',
    case when is_open then 'assigned' else 'done' end,
    is_open and stage in ('dispatched', 'handling'), due_at, '{}'
  from million where ${handled} or n % 4 = 0`,
  `insert into matter.clock (county, matter_id, id, name, org, state, due_at, next_at, detail)
  select '${COUNTY}', id, ${idOf('extract(epoch from at) * 1000', 'n')}, 'handle',
    ${spaceId('a', '1 + d % 12')}, case when is_open then 'running' else 'ended' end,
    coalesce(due_at, at), case when is_open then due_at end,
    case when d % 5 = 0 then '{"unit": "workHours", "firedRungs": ["yellow"]}'::jsonb
      when d % 7 = 0 then '{"unit": "workHours", "firedRungs": ["breach"]}'
      else '{"unit": "workHours"}' end
  from million where due_at is not null or n % 4 = 0`,
  `insert into matter.request (county, matter_id, id, kind, state, asked_by_org, decider_org,
    asked_at, detail)
  select '${COUNTY}', id, ${idOf('extract(epoch from at) * 1000', 'n')}, 'objection',
    case when is_open then 'pending' else 'granted' end, ${spaceId('a', '1 + d % 12')},
    ${spaceId('a', '0')}, at, '{}'
  from million where (${handled} and d % 5 = 0) or n % 20 = 0`,
  `insert into matter.supervision (county, matter_id, id, kind, state, issuer_org, target_org,
    reply_due_at, is_public, issued_at, detail, remind_at)
  select '${COUNTY}', id, ${idOf('extract(epoch from at) * 1000', 'n')},
    case when d % 10 = 0 then 'listed' else 'urging' end,
    case when not is_open then 'closed' when d % 3 = 0 then 'replied' else 'issued' end,
    ${spaceId('a', '0')}, ${spaceId('a', '1 + d % 12')}, at + interval '3 days', d % 2 = 0, at,
    '{}', case when is_open and d % 3 > 0 then at + interval '3 days' end
  from million where (${handled} and d % 2 = 0) or n % 20 = 0`,
  `insert into matter.entry (county, matter_id, seq, id, v, occurred_at, recorded_at, actor, action,
    public, prev, hash)
  select '${COUNTY}', id, 1, ${idOf('extract(epoch from at) * 1000', 'n')}, 1, at, at, 'staff:1',
    case when n % 10 = 1 then 'rate' else 'register' end,
    case when n % 10 = 1 then '{"given": {"score": 4}}'::jsonb else '{}' end, '\\x00', '\\x00'
  from million`,
  `insert into messaging.message (county, matter_id, id, template, channel, recipient_kind,
    recipient, key_id, public_text, dedupe_key, state, attempts, next_at, sent_at, created_at,
    sealed)
  select '${COUNTY}', id, ${idOf('extract(epoch from at) * 1000', 'n')}, 'received', 'sms',
    'reporter', 'party', 'k', '', 'k', state, 1, at,
    case when state = 'sent' then at end, at, '\\x00'
  from (select *, case when n % 100 = 1 then 'failed' when n % 100 = 2 then 'queued'
    else 'sent' end as state from million where n % 4 in (1, 2)) sent`,
  `insert into platform.journal (county, matter_id, id, at, verb, actor, post, org, detail)
  select '${COUNTY}', id, ${idOf('extract(epoch from at) * 1000', 'n')}, at,
    (array['matter.open', 'search.run', 'person.open'])[1 + d % 3], 'staff:1',
    ${spaceId('b', 'd % 60')}, ${spaceId('a', 'd % 12')}, '{}'
  from million where n % 2 = 1`,
  `insert into matter.tally (county, org, measure, matter_id, seq, town, day, n)
  select '${COUNTY}', ${spaceId('a', '1 + d % 12')}, (array['onTime', 'given'])[1 + n % 2], id, 1,
    town, at::date, 1
  from million where n % 2 = 1`,
  `insert into resident.my_matter (account, county, matter_id, number, relation, created_at)
  select case when n % 100 = 0 then '${BUSY_ACCOUNT}'
      else ${spaceId('0', 'd % 200000')} end::uuid,
    '${COUNTY}', id, '${COUNTY}-26-' || lpad(n::text, 7, '0'), 'reporter', at
  from million where n % 2 = 0`,
  `insert into patrol.point (county, id, region, grid, name, lon, lat, look_for, every, is_active,
    made_by, created_at, updated_at, version)
  select '${COUNTY}', ${spaceId('d', 'n')}, ${VILLAGE_OF('n')}, ${VILLAGE_OF('n')} || '001', '示例点',
    121.2, 30.8, '示例', 'week', n % 7 > 0, 'staff:1', now(), now(), 1
  from generate_series(1, 20000) n`,
  `insert into patrol.check_in (county, point_id, id, key_hash, body_hash, org, result, note,
    photos, occurred_at, recorded_at)
  select '${COUNTY}', case when n % 40 = 0 then '${BUSY_POINT}'
      else ${spaceId('d', '2 + n % 19999')} end::uuid,
    id, n::text, '\\x00', ${spaceId('a', '1')}, 'ok', '', '{}', at, at
  from million where n % 20 = 0`,
  `insert into notice.notice (county, id, town, title_zh, text_zh, from_at, to_at, org,
    published_by, published_at)
  select '${COUNTY}', id, case when n % 1000 = 0 then town end, '示例', '示例', at,
    case when n > ${MILLION} - 2000 then at + interval '1 year' else at + interval '1 day' end,
    ${spaceId('a', '0')}, 'staff:1', at
  from million where n % 40 = 0 and at + interval '1 year' > to_timestamp(${NOW / 1000})`,
  `insert into geography.named_place (code, county, kind, name, aliases, address, lon, lat, region,
    grid, is_active, words, changed_at)
  select '${COUNTY}-' || lpad(n::text, 6, '0'), '${COUNTY}', 'building', '示例小区' || n, '{}', '',
    121 + n % 311 / 1000.0, 30.7 + n / 311 / 1000.0, ${VILLAGE_OF('n')}, null, true,
    array_to_tsvector(case when n % 9973 = 7 then array[${lexemes('示例小区白鹭苑')}]
      when n % 5 = 0 then array[${lexemes('示例小区')}] else array[${lexemes('示例大楼')}] end),
    now()
  from generate_series(1, 100000) n`,
];
