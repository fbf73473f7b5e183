/**
 * The data rules that only the statements can show, read out of stores and reports: operators that
 * keep their index behind the wall, lists that end, orders that are total enough to be cut.
 */
import { describe, expect, it } from 'vitest';
import { isCountyTable } from './catalogue.ts';
import { readSchema } from './tidy/schema.ts';
import { isCode, isTest, readGenerated, sources } from './tidy/sources.ts';
import {
  countylessStatements,
  endlessLists,
  holdsStatements,
  leakFaults,
  operatorsOf,
  readingsOf,
  unorderedLists,
} from './tidy/statements.ts';

const names = readSchema(readGenerated('db/schema.sql') ?? '').map((t) => `${t.schema}.${t.name}`);
const tables = {
  known: new Set(names),
  open: new Set(names.filter((name) => !isCountyTable(name))),
};
const work = new Set(names.filter(isCountyTable));
const ours = sources().filter(holdsStatements);
const planted = (text: string) => ({ path: 'modules/matters/store/planted.ts', text });

/** Places that break a rule and are not excused; and excuses that nothing needs any more. */
function unexcused(found: readonly string[], excused: Record<string, string>): string[] {
  const stale = Object.keys(excused).filter((place) => !found.includes(place));
  return [
    ...new Set(found.filter((place) => !(place in excused))),
    ...stale.map((place) => `${place}: an excuse that nothing needs`),
  ];
}

describe('the statements', () => {
  it('are found', () => {
    expect(ours.flatMap(readingsOf).length).toBeGreaterThan(80);
    const text = `export async function f(tx) { let a = q.selectFrom('matter.matter');
      if (x) a = a.limit(3); return Promise.all([tx.rows(a), other.first(g())]); }
      function g() { return sql\`select 1 limit 2\`; }`;
    expect(readingsOf(planted(text)).map(({ place, how }) => `${place} ${how}`)).toEqual([
      'modules/matters/store/planted.ts f rows',
      'modules/matters/store/planted.ts f first',
    ]);
    expect(readingsOf(planted(text))[1]?.text).toContain('limit 2');
  });

  it('never set the scope by a function: it would not reach the shards', () => {
    const speakers = sources().filter((source) => !isTest(source) && !/[.]md$/.test(source.path));
    const call = /^(?!\s*(?:\/\/|--|\*)).*\bset_config\s*\(/m;
    const calls = speakers.filter((source) => call.test(source.text));
    expect(calls.map((source) => source.path)).toEqual([]);
    expect(ours.flatMap(operatorsOf).length).toBeGreaterThan(100);
  });

  it('that lose the index of a walled table stand nowhere, the search function aside', () => {
    expect(ours.flatMap((source) => leakFaults(source, tables))).toEqual([]);
  });

  it.each([
    ["const a = q.selectFrom('matter.matter').where('title', 'like', x);", 'like'],
    ["const a = q.selectFrom('matter.matter').where('title', 'ilike', x);", 'like'],
    ["const a = q.selectFrom('matter.matter').where('facts', '@>', x);", '@>'],
    ["const a = q.selectFrom('matter.matter').where('fields', '?|', x);", '?|'],
    ["const a = q.selectFrom('messaging.webhook').where('events', '&&', x);", '&&'],
    ['const a = sql`select id from matter.matter where title ~ ${x}`;', '~'],
    ['const a = sql`select id from matter.search s where s.words @@ ${x}`;', '@@'],
    ['const a = sql<boolean>`m.title not like ${x}`;', 'like'],
  ])('would be found in %s', (text, name) => {
    expect(leakFaults(planted(text), tables)[0]).toContain(`: ${name} in a`);
  });

  it.each([
    "const a = q.selectFrom('geography.region').where('name', 'like', x);",
    "const a = q.selectFrom('matter.matter').where('id', 'in', x && y ? x : y);",
    'const a = sql`select id from matter.matter where id = ${x} and is_open`;',
    "const a = { about: 'matters like this' };",
  ])('may stand in %s', (text) => {
    expect(leakFaults(planted(text), tables)).toEqual([]);
  });
});

describe('lists', () => {
  /** Small by nature, held in memory, or of ids that were given. */
  const endless: Record<string, string> = {
    'modules/agenda/store/events.ts countiesToRemind': 'a row a county',
    'modules/reception/store/appointments.ts countiesDue': 'a row a county',
    'modules/agreements/store/deliveries.ts countiesToDeliver': 'a row a county',
    'modules/demo/store/stories.ts toldStories': 'some 300 rows, written by the demo itself',
    'modules/geography/store/boundaries.ts allGrids': 'the memory of places: all grids at once',
    'modules/geography/store/named-places.ts placesByCode': 'of codes that were given',
    'modules/geography/store/regions.ts newestEditions': 'a row a kind of edition: three',
    'modules/geography/store/regions.ts regionVersions': 'an import compares a whole province',
    'modules/geography/store/regions.ts loadedProvinces': '31 provinces',
    'modules/geography/store/regions.ts countyRegions': 'the memory of places: some 3,000 rows',
    'modules/geography/store/regions.ts countyKeys': 'of codes that were given',
    'modules/matters/store/map.ts readSpots': 'sums by squares of 500 m: some 3,000 a county',
    'modules/matters/store/map.ts readFineSpots': 'sums by some 900 squares of a tile',
    'modules/matters/store/map.ts readPlaceCounts': 'a row a grid',
    'modules/matters/store/map.ts readPublicGroups': 'sums by squares, once a minute a county',
    'modules/matters/store/map-days.ts listDrawn': 'one day of a county, packed whole',
    'modules/matters/store/map-days.ts listUnmarked': 'days of what was done some seconds ago',
    'modules/identity/store/admin.ts readParents': 'the tree of organisations, whole or useless',
    'modules/identity/store/admin.ts openPermissions': 'the permissions of one role',
    'modules/identity/store/admin.ts decidedPermissions': 'pairs of a role and a permission',
    'modules/identity/store/attempts.ts lockAttempts': 'of two subjects that were given',
    'modules/identity/store/directory.ts readOrgs': 'the directory in memory',
    'modules/identity/store/directory.ts readPosts': 'the directory in memory',
    'modules/identity/store/directory.ts readRoles': 'the directory in memory',
    'modules/matters/reports/log.ts listChildren': 'what hangs on a stretch of 200 matters',
    'modules/matters/reports/log.ts listSealed': 'the leaves of a stretch of 200 matters',
    'modules/matters/reports/sealed.ts checkpointAges': 'a row a county',
    'modules/matters/store/belonging.ts lockMatters': 'of ids that were given',
    'modules/matters/store/belonging.ts copyMatter': 'one matter moves with all of its rows',
    'modules/matters/store/belonging.ts columnsOf': 'columns of nine tables',
    'modules/matters/store/checkpoints.ts listLeaves': 'a tree needs all its leaves',
    'modules/matters/store/counters.ts listCrowded': 'a row a county that was given',
    'modules/matters/store/due.ts findDueCounties': 'a row a county that was given',
    'modules/matters/store/due.ts listWhereabouts': 'of ids that were given',
    'modules/matters/store/idempotency.ts listAnswered': 'of keys that were given',
    'modules/matters/store/matters.ts findMatter': 'what hangs on one matter',
    'modules/matters/store/matters.ts lockMattersWhole': 'of ids that were given: a batch',
    'modules/matters/store/parties.ts findDataKeys': 'of ids that were given',
    'modules/matters/reports/running.ts countRunningVersions': 'a row a version of one process',
    'modules/matters/store/figures.ts sumFigures': 'sums: a line a place, category or day',
    'modules/matters/store/figures.ts sumByStatus': 'sums: a line a place and status',
    'modules/matters/store/tally.ts sumTallies': 'eight sums for each organisation of a county',
    'modules/matters/store/tally.ts listLoads': 'a row an organisation of a county',
    'modules/matters/store/tail.ts readTracked': 'of ids that were given',
    'modules/messaging/store/messages.ts findDueCounties': 'a row a county that was given',
    'modules/rulebook/store/documents.ts readHeads': 'the rulebook in memory',
    'modules/rulebook/store/documents.ts readBodies': 'of versions that were given',
    'modules/rulebook/store/documents.ts readNewest': 'a row a county of one document',
    'modules/notices/store.ts lockNotice': 'one notice',
    'platform/db/gathering.ts gathered': 'hands on what others ask',
    'platform/db/shared.ts ridden': 'hands on what others ask',
    'platform/db/ready.ts databaseChecks': 'the ledger of migrations',
  };

  it('end: each has a limit, or a reason', () => {
    expect(unexcused(ours.flatMap(endlessLists), endless)).toEqual([]);
  });

  it('have an order where they have a limit', () => {
    const excused = {
      'modules/identity/store/admin.ts isOrgInUse': 'whether there is one, not which',
    };
    expect(unexcused(ours.flatMap(unorderedLists), excused)).toEqual([]);
  });

  it('would be found without an end or an order', () => {
    const list = "export const f = (tx) => tx.rows(q.selectFrom('matter.matter').select('id'));";
    expect(endlessLists(planted(list))).toHaveLength(1);
    const cut = list.replace("select('id')", "select('id').limit(20)");
    expect(endlessLists(planted(cut))).toEqual([]);
    expect(unorderedLists(planted(cut))).toHaveLength(1);
    expect(unorderedLists(planted(cut.replace('.limit', ".orderBy('id').limit")))).toEqual([]);
  });
});

describe('statements on a county’s tables', () => {
  it('name the county: none is sent to every shard', () => {
    expect(ours.flatMap((source) => countylessStatements(source, work))).toEqual([]);
  });

  it('would be found without it', () => {
    const text =
      "export const f = (tx) => tx.first(q.selectFrom('matter.matter').where('id', '=', x));";
    expect(countylessStatements(planted(text), work)).toHaveLength(1);
  });
});

describe('connections', () => {
  it('are opened by the platform alone, so that no statement escapes its transaction', () => {
    const opening = /\bnew pg\.(?:Pool|Client)\b|\bopenDatabase\(/;
    const found = sources()
      .filter((source) => isCode(source) && !isTest(source) && opening.test(source.text))
      .map((source) => source.path)
      .filter((path) => path.startsWith('modules/') || path.startsWith('kernel/'));
    expect(found).toEqual([]);
  });
});
