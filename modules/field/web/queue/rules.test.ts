import { describe, expect, it } from 'vitest';
import { type ActDeed, ITEM_VERSION, type Item, migrated } from './item.ts';
import {
  again,
  blockersOf,
  countsOf,
  isForgettable,
  isStillOpen,
  mayEdit,
  mayHaveArrived,
  nextItem,
  numberFor,
  outcomeOf,
  rebased,
  recovered,
  settled,
  versionFor,
  versionNow,
} from './rules.ts';

const said = (code: string, status = 409, present: unknown = null) => ({
  code,
  status,
  titles: { zh: code, en: code },
  fields: [],
  present,
});

let made = 0;
function item(change: Partial<Item> = {}): Item {
  made += 1;
  return {
    v: ITEM_VERSION,
    id: `item-${made}`,
    seq: made,
    account: 'wang',
    key: `key-${made}`,
    deed: {
      kind: 'report',
      text: '路灯不亮',
      category: null,
      point: { lon: 121, lat: 30 },
      region: null,
      address: '',
      urgency: 'normal',
      fields: {},
      selfHandled: null,
    },
    files: [],
    happenedAt: 1000,
    state: 'waiting',
    tries: 0,
    said: null,
    answer: null,
    doneAt: null,
    standing: null,
    ...change,
  };
}

const act = (number: string, version: number, change: Partial<Item> = {}) =>
  item({
    deed: {
      kind: 'act',
      number,
      action: 'verify',
      words: { zh: '核实', en: 'Verify' },
      title: '',
      input: {},
      needsVersion: true,
      version,
      seq: 5,
      stage: { zh: '待核实', en: 'To verify' },
      fields: null,
    },
    ...change,
  });

const checkIn = (reportItem: string | null) =>
  item({
    deed: {
      kind: 'checkIn',
      county: '310116',
      point: 'p',
      name: '通道',
      result: 'trouble',
      note: '',
      reportItem,
    },
  });

describe('what an answer means', () => {
  it.each([
    ['NETWORK', 0, 'lost'],
    ['INTERNAL', 500, 'lost'],
    ['ANYTHING', 503, 'lost'],
    ['TOO_MANY_REQUESTS', 429, 'lost'],
    ['SIGN_IN_NEEDED', 401, 'signedOut'],
    ['ACCOUNT_DIFFERS', 401, 'signedOut'],
    ['CLIENT_TOO_OLD', 426, 'outdated'],
    ['VERSION_STALE', 409, 'conflict'],
    ['ATTACHMENT_UNKNOWN', 400, 'filesLost'],
    ['ACTION_NOT_OPEN', 409, 'refused'],
    ['KEY_REUSED', 409, 'refused'],
    ['TIME_IN_FUTURE', 400, 'refused'],
  ])('%s (%i) is %s', (code, status, kind) => {
    expect(outcomeOf(said(code, status), 1).kind).toBe(kind);
  });

  it('a wrong clock is set right and tried again, but not for ever', () => {
    const wrong = said('TIME_IN_FUTURE', 400, { aheadMs: 400 });
    const outcome = outcomeOf(wrong, 1);
    expect(outcome).toMatchObject({ kind: 'clock', aheadMs: 400 });
    expect(settled(item(), outcome, 0)).toMatchObject({ state: 'waiting', happenedAt: 600 });
    expect(outcomeOf(wrong, 9).kind).toBe('refused');
  });

  it('files that the server lost are sent again under a new key', () => {
    const file = {
      id: 'f',
      slot: 'photos' as const,
      name: 'a.jpg',
      type: 'image/jpeg',
      bytes: 9,
      key: 'file',
      uploadId: 'u',
      sent: 9,
      attachmentId: 'a',
    };
    const lost = outcomeOf(said('UPLOAD_BROKEN'), 1);
    const once = settled(item({ files: [file] }), lost, 0);
    expect(once.files).toMatchObject([{ key: 'file~1', uploadId: null, sent: 0 }]);
    expect(settled(once, lost, 0).files[0]?.key).toBe('file~2');
  });
});

describe('the order', () => {
  it('is that in which things were done; what was refused holds up only what hangs on it', () => {
    const first = act('n-1', 3, { state: 'refused' });
    const second = act('n-1', 3);
    const other = item();
    expect(nextItem([other, second, first], 'wang')).toBe(other);
    expect(blockersOf(second, [first, second, other])).toEqual([first]);
  });

  it('leaves the items of another account where they are', () => {
    expect(nextItem([item({ account: 'li' })], 'wang')).toBeNull();
  });

  it('a check-in waits for its report and names its number', () => {
    const report = item();
    const later = checkIn(report.id);
    expect(nextItem([later, report], 'wang')).toBe(report);
    const done = { ...report, state: 'done' as const, answer: { number: 'N', version: 1 } };
    expect(nextItem([later, done], 'wang')).toBe(later);
    expect(numberFor(later, [later, done])).toBe('N');
  });

  it('an act upon one’s own earlier act names the version that it led to', () => {
    const first = act('n-2', 3, { state: 'done', answer: { number: 'n-2', version: 4 } });
    expect(versionFor(act('n-2', 3), [first])).toBe(4);
    expect(versionFor(act('n-3', 7), [first])).toBe(7);
  });
});

describe('the worker’s hand', () => {
  it('changes what the server refused, under a new key', () => {
    const refused = item({ state: 'refused', tries: 1, said: said('CATEGORY_MISSING') });
    expect(again(refused, 'new')).toMatchObject({ state: 'waiting', key: 'new', tries: 0 });
  });

  it('does not change what may have arrived unanswered', () => {
    const unsure = item({ tries: 1 });
    expect(mayEdit(unsure)).toBe(false);
    expect(mayHaveArrived(unsure)).toBe(true);
    expect(again(unsure, 'new')).toBe(unsure);
  });

  it('takes an act anew upon what stands, after a conflict', () => {
    const stale = act('n-4', 3, {
      state: 'conflict',
      said: said('VERSION_STALE', 409, { version: 8 }),
    });
    expect(rebased(stale, 'new')).toMatchObject({ deed: { version: 8 }, state: 'waiting' });
    expect(rebased(item(), 'new').key).not.toBe('new');
    const mended = rebased(stale, 'new', { text: '改过' });
    expect(mended).toMatchObject({ deed: { version: 8, input: { text: '改过' } }, said: null });
  });

  it('takes it upon the newest version that is known, and not where it is closed by now', () => {
    const stands = {
      at: 0,
      version: 9,
      seq: 12,
      stage: { zh: '待派遣', en: 'To dispatch' },
      isOpen: true,
      why: null,
      fields: null,
      since: [],
    };
    const stale = (standing: Partial<typeof stands>) =>
      act('n-5', 3, {
        state: 'conflict',
        said: said('VERSION_STALE', 409, { version: 8 }),
        standing: { ...stands, ...standing },
      });
    expect(versionNow(stale({}))).toBe(9);
    const next = rebased(stale({}), 'new');
    expect(next).toMatchObject({ deed: { version: 9, seq: 12 }, standing: null });
    const closed = stale({ isOpen: false });
    expect(isStillOpen(closed)).toBe(false);
    expect(rebased(closed, 'new')).toBe(closed);
  });
});

describe('records', () => {
  it('of an app closed in the middle are tried again under their key', () => {
    const cut = item({ state: 'sending', tries: 1 });
    expect(recovered(cut)).toMatchObject({ state: 'waiting', key: cut.key, tries: 1 });
  });

  it('of a newer app are not touched, of an older one are brought forward', () => {
    expect(migrated({ v: ITEM_VERSION + 1 })).toBeNull();
    expect(migrated({ ...item(), v: 0 })?.v).toBe(ITEM_VERSION);
  });

  it('of the first form get what it did not keep, and lose nothing', () => {
    const { seq, stage, fields, ...deed } = act('n-6', 3).deed as ActDeed;
    const { standing, ...first } = act('n-6', 3, { v: 1, state: 'conflict' });
    expect([seq, stage?.zh, fields, standing]).toEqual([5, '待核实', null, null]);
    const brought = migrated({ ...first, deed } as { v: number });
    expect(brought).toEqual({ ...first, v: ITEM_VERSION, standing: null, deed: brought?.deed });
    expect(brought?.deed).toEqual({ ...deed, seq: null, stage: null, fields: null });
    expect(migrated({ ...item(), v: 1 })?.deed).toMatchObject({ kind: 'report' });
  });

  it('that are done are forgotten after days, all others never', () => {
    const done = item({ state: 'done', doneAt: 0 });
    const long = 9 * 86_400_000;
    expect(isForgettable(done, [done], long)).toBe(true);
    expect(isForgettable(done, [done], 1000)).toBe(false);
    for (const state of ['waiting', 'sending', 'refused', 'conflict'] as const) {
      expect(isForgettable(item({ state, doneAt: 0 }), [], long)).toBe(false);
    }
    const report = item({ state: 'done', doneAt: 0 });
    expect(isForgettable(report, [report, checkIn(report.id)], long)).toBe(false);
  });

  it('are counted by what they want of the worker', () => {
    const items = [item(), item({ state: 'conflict' }), item({ state: 'done' })];
    expect(countsOf(items)).toEqual({ waiting: 1, trouble: 1, done: 1 });
  });
});
