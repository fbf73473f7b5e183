import { describe, expect, it } from 'vitest';
import type { Item } from './queue/item.ts';
import {
  actsSince,
  foundOf,
  isLookedAt,
  lastAct,
  ownOf,
  reportNumber,
  waitingPhotos,
  whereOf,
} from './work.ts';

const NOW = Date.parse('2026-11-20T02:00:00Z');
const HOUR_MS = 3_600_000;
const ZONE = 'Asia/Shanghai';

const report = { kind: 'report' } as Item['deed'];
const checkIn = { kind: 'checkIn', point: 'p1', result: 'ok' } as Item['deed'];
const item = (deed: Item['deed'], change: Partial<Item> = {}) =>
  ({
    deed,
    account: 'wang',
    state: 'waiting',
    happenedAt: NOW,
    files: [],
    answer: null,
    ...change,
  }) as unknown as Item;

type Point = Parameters<typeof foundOf>[0];
const point = (change: Partial<Point> = {}) =>
  ({ id: 'p1', isDue: true, checkedAt: null, checkedResult: null, ...change }) as Point;

describe('a place of the day', () => {
  it('is looked at once a check-in waits on this phone', () => {
    expect(foundOf(point(), [])).toBeNull();
    expect(foundOf(point(), [item(checkIn)])).toEqual({ result: 'ok', at: NOW });
    expect(isLookedAt(point(), [item(checkIn, { state: 'refused' })])).toBe(false);
  });

  it('stays looked at on a phone begun anew, by what the server knows', () => {
    const at = new Date(NOW - HOUR_MS).toISOString();
    const seen = point({ isDue: false, checkedAt: at, checkedResult: 'trouble' });
    expect(foundOf(seen, [])).toEqual({ result: 'trouble', at: NOW - HOUR_MS });
    expect(foundOf({ ...seen, isDue: true }, [])).toBeNull();
  });

  it('is not looked at by what another account left on this phone', () => {
    const items = [item(checkIn, { account: 'li' })];
    expect(isLookedAt(point(), ownOf(items, 'wang'))).toBe(false);
  });
});

describe('what was done on a task', () => {
  const ack = { kind: 'act', number: 'n1', action: 'acknowledge' } as Item['deed'];
  const task = { number: 'n1', version: 3 } as Parameters<typeof actsSince>[0];
  const arrived = { state: 'done', answer: { number: null, version: 4 } } as const;

  it('counts until the task that is taken along knows of it, also once it has arrived', () => {
    expect(actsSince(task, [item(ack)])).toHaveLength(1);
    expect(actsSince(task, [item(ack, arrived)])).toHaveLength(1);
    expect(actsSince({ ...task, version: 4 }, [item(ack, arrived)])).toEqual([]);
    expect(actsSince(task, [item(ack, { state: 'refused' })])).toEqual([]);
  });
});

describe('a task that has left the list', () => {
  const words = { zh: '核实', en: 'Verify' };
  const verify = { kind: 'act', number: 'n1', action: 'verify', words } as Item['deed'];

  it('went by what was recorded here, and says whether that has arrived', () => {
    expect(lastAct('n1', [item(verify)])).toEqual({ words, isSent: false });
    expect(lastAct('n1', [item(verify, { state: 'done' })])).toEqual({ words, isSent: true });
  });

  it('went by somebody else where nothing was recorded, or it was refused', () => {
    expect(lastAct('n1', [])).toBeNull();
    expect(lastAct('n2', [item(verify)])).toBeNull();
    expect(lastAct('n1', [item(verify, { state: 'refused' })])).toBeNull();
  });
});

describe('where a task is', () => {
  const named = (name: { zh: string } | null | undefined) => name?.zh ?? '';
  const task = (of: object) => ({ placeText: '', regionName: '一村', ...of }) as never;
  const near = { zh: '距东门约80米', en: '' };

  it('is said in the reporter’s words, else by a place nearby, else by grid or village', () => {
    const all = { placeText: '3号楼', near, gridName: '一网格' };
    expect(whereOf(task(all), named)).toBe('3号楼');
    expect(whereOf(task({ ...all, placeText: '' }), named)).toBe('距东门约80米');
    expect(whereOf(task({ gridName: '一网格' }), named)).toBe('一网格');
    expect(whereOf(task({}), named)).toBe('一村');
  });

  it('says nothing wrong of what was taken along before the server told it', () => {
    expect(whereOf(task({ regionName: undefined }), named)).toBe('');
  });
});

describe('the number of a report', () => {
  it('counts the reports of the day, and no check-in', () => {
    const yesterday = item(report, { happenedAt: NOW - 24 * HOUR_MS });
    expect(reportNumber([], NOW, ZONE)).toBe(1);
    expect(reportNumber([yesterday, item(checkIn), item(report)], NOW, ZONE)).toBe(2);
  });
});

it('photos that wait are counted by what they show', () => {
  const file = (slot: string) => ({ slot }) as Item['files'][number];
  const acts = [item(report, { files: [file('afterPhotos'), file('afterPhotos')] }), item(report)];
  expect(waitingPhotos(acts)).toEqual({ afterPhotos: 2 });
});
