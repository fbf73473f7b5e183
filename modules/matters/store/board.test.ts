/** The plans of the public board's streams as the application role runs them, behind the wall. */
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { sql } from '../../../platform/db/index.ts';
import { testDatabase } from '../../../test/db.ts';
import { keepStates, usualState } from '../../../test/many-matters.ts';
import { withClient } from '../../../test/server.ts';
import { type BoardStream, boardWalk, readBoard } from './board.ts';

const { db, superUrl } = await testDatabase();
const LOOK = 100;
const COUNTY = '310116';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });
beforeAll(async () => {
  await keepStates(
    db,
    Array.from({ length: 22_000 }, (_, n) => usualState(n)),
  );
  await withClient(superUrl, (client) => client.query('analyze'));
});

type Node = { 'Node Type': string; 'Index Name'?: string; 'Actual Rows': number; Plans?: Node[] };
const nodesOf = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

async function planOf(stream: BoardStream, after: Parameters<typeof boardWalk>[1]) {
  const [row] = await db.scoped({ counties: [COUNTY] }, (tx) =>
    tx.rows(
      sql<{
        'QUERY PLAN': [{ Plan: Node }];
      }>`explain (analyze, format json) ${boardWalk(stream, after, LOOK)}`,
    ),
  );
  if (!row) throw new Error('no plan');
  return nodesOf(row['QUERY PLAN'][0].Plan);
}

const streams: [string, Omit<BoardStream, 'county' | 'isOpen'>, RegExp][] = [
  ['a county', {}, /^matter_county_idx$/],
  ['a town', { town: '310116103' }, /^matter_town_idx$/],
  ['a category', { category: 'street.3' }, /^matter_category_idx$/],
  [
    'a category in a town',
    { category: 'street.3', town: '310116103' },
    /^matter_(category|town)_idx$/,
  ],
];

describe.each([true, false])('the board, open: %s', (isOpen) => {
  it.each(streams)('of %s walks its index, first page and next', async (_what, part, index) => {
    const stream = { county: COUNTY, isOpen, ...part };
    const rows = await db.scoped({ counties: [COUNTY] }, (tx) =>
      readBoard(tx, stream, { after: null, look: LOOK }),
    );
    for (const after of [null, rows.at(-1)?.key ?? null]) {
      const nodes = await planOf(stream, after);
      const kinds = nodes.map((node) => node['Node Type']);
      expect(kinds).not.toContain('Seq Scan');
      expect(kinds.filter((kind) => kind.includes('Sort'))).toEqual([]);
      expect(nodes.map((node) => node['Index Name'] ?? '').find((name) => name !== '')).toMatch(
        index,
      );
    }
  });

  it('goes on after a page without a gap and without the same row twice', async () => {
    const stream = { county: COUNTY, isOpen, town: '310116103' };
    const read = (after: Parameters<typeof boardWalk>[1], look: number) =>
      db.scoped({ counties: [COUNTY] }, (tx) => readBoard(tx, stream, { after, look }));
    const whole = (await read(null, 90)).map((row) => row.id);
    const first = await read(null, 40);
    const rest = await read(first.at(-1)?.key ?? null, 50);
    expect([...first, ...rest].map((row) => row.id)).toEqual(whole);
  });
});
