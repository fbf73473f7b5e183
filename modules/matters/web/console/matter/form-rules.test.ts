import { describe, expect, it } from 'vitest';
import {
  type Action,
  closedByReason,
  type Field,
  faultsFrom,
  faultsOf,
  grouped,
  inputOf,
  isShortOfFiles,
  leadsToNow,
  nearestFirst,
  needsConfirming,
  openGaps,
  replyField,
  startValues,
} from './form-rules.ts';

const field = (more: Partial<Field>): Field => ({
  zh: '',
  en: '',
  type: 'text',
  required: false,
  picks: null,
  hint: null,
  suggested: null,
  ...more,
});
const action = (more: Partial<Action>): Action => ({
  action: 'check',
  zh: '核查',
  en: 'Check',
  why: null,
  whyText: null,
  mayOpen: true,
  fields: {},
  needsVersion: true,
  group: 'way',
  isPrimary: false,
  leadsTo: [],
  undoneBy: null,
  ...more,
});
const choices = [
  { code: 'passed', zh: '通过', en: 'Passed' },
  { code: 'failed', zh: '不通过', en: 'Failed' },
];
const file = (id: string) => ({ id, name: `${id}.jpg`, thumbHref: null });

describe('a form made from a schema', () => {
  const fields = {
    org: field({ type: 'id', picks: 'org', required: true, suggested: 'org-1' }),
    clock: field({ type: 'choice', required: true, choices: choices.slice(0, 1) }),
    note: field({ max: 5 }),
    isPublic: field({ type: 'boolean' }),
  };

  it('begins with what is suggested, and with what was begun before that', () => {
    expect(startValues(fields, null)).toEqual({ org: 'org-1', clock: 'passed', isPublic: false });
    expect(startValues(fields, { org: 'org-2', note: '说明', other: 1 })).toEqual({
      org: 'org-2',
      clock: 'passed',
      note: '说明',
      isPublic: false,
    });
  });

  it('does not press a suggestion back on who has emptied the field', () => {
    expect(startValues(fields, { org: '' })).toMatchObject({ org: '' });
  });

  it('wants as many photos as the server would, and is content once they are there', () => {
    const fields = { afterPhotos: field({ type: 'ids', picks: 'photos', required: true, min: 2 }) };
    const short = [{ name: 'afterPhotos', code: 'tooFew' }];
    expect(faultsOf(fields, {})).toEqual(short);
    expect(faultsOf(fields, { afterPhotos: [file('a')] })).toEqual(short);
    expect(faultsOf(fields, { afterPhotos: [file('a'), file('b')] })).toEqual([]);
    expect(isShortOfFiles(fields.afterPhotos, [file('a')])).toBe(true);
    expect(isShortOfFiles(field({ type: 'ids', picks: 'photos' }), undefined)).toBe(false);
  });

  it('names each fault by the server’s code, in the order of the fields', () => {
    const all = {
      result: field({ type: 'choice', required: true, choices }),
      text: field({ required: true, min: 5, max: 10 }),
      amount: field({ type: 'number', whole: true, min: 1, max: 60 }),
    };
    const codes = (values: object) =>
      faultsOf(all, values as never).map(({ name, code }) => `${name} ${code}`);
    expect(codes({})).toEqual(['result required', 'text required']);
    expect(codes({ result: 'gone', text: '  短  ', amount: 1.5 })).toEqual([
      'result choice',
      'text tooShort',
      'amount whole',
    ]);
    expect(codes({ result: 'passed', text: '一二三四五六七八九十一', amount: 61 })).toEqual([
      'text tooLong',
      'amount tooLarge',
    ]);
    expect(codes({ result: 'passed', text: '一二三四五', amount: 60 })).toEqual([]);
  });

  it('asks for what another answer makes necessary, and then alone', () => {
    const all = {
      result: field({ type: 'choice', choices }),
      why: field({ requiredWhen: { field: 'result', is: ['failed'] } }),
    };
    expect(faultsOf(all, { result: 'passed' })).toEqual([]);
    expect(faultsOf(all, { result: 'failed' })).toEqual([{ name: 'why', code: 'required' }]);
  });

  it('asks for one of two that may stand for each other, until one is there', () => {
    const photos = field({ type: 'ids', picks: 'photos' });
    const all = {
      before: { ...photos, requiredWithout: 'after' },
      after: { ...photos, requiredWithout: 'before' },
    };
    expect(faultsOf(all, { after: [] })).toEqual([
      { name: 'before', code: 'required' },
      { name: 'after', code: 'required' },
    ]);
    expect(faultsOf(all, { after: [file('a')] })).toEqual([]);
  });

  it('sends trimmed words and ids of files, and nothing that is empty', () => {
    const all = { ...fields, photos: field({ type: 'ids', picks: 'photos' }) };
    const values = { org: 'org-1', note: ' 好 ', clock: '', isPublic: false, photos: [file('a')] };
    expect(inputOf(all, values)).toEqual({ org: 'org-1', note: '好', photos: ['a'] });
    expect(inputOf(all, { isPublic: true, photos: [] })).toEqual({ isPublic: true });
  });

  it('takes the server’s faults to their fields', () => {
    const wire = [
      { path: 'input.note', code: 'tooLong' },
      { path: 'body.input.org', code: 'id' },
      { path: 'version', code: 'required' },
    ];
    expect(faultsFrom(fields, wire)).toEqual([
      { name: 'note', code: 'tooLong' },
      { name: 'org', code: 'id' },
    ]);
  });
});

describe('what an act leads to', () => {
  const way = (code: string, value: string | null, isEnd = false) => ({
    code,
    zh: code,
    en: code,
    by: value === null ? null : 'result',
    value,
    isEnd,
  });
  const check = action({ leadsTo: [way('callingBack', 'passed'), way('handling', 'failed')] });

  it('follows the answer', () => {
    expect(leadsToNow(check, { result: 'failed' }).map((one) => one.code)).toEqual(['handling']);
    expect(leadsToNow(check, {})).toEqual([]);
  });

  it('is confirmed when it ends the matter or cannot be taken back', () => {
    expect(needsConfirming(check, { result: 'passed' })).toBe(false);
    expect(needsConfirming(action({ leadsTo: [way('closed', null, true)] }), {})).toBe(true);
    expect(needsConfirming(action({ group: 'around', needsVersion: false }), {})).toBe(false);
  });
});

describe('the buttons', () => {
  const list = [
    action({ action: 'open', isPrimary: true }),
    action({ action: 'note', group: 'words' }),
    action({ action: 'triage' }),
    action({ action: 'close', why: 'A', whyText: { zh: '甲', en: 'a' } }),
    action({ action: 'check', why: 'A', whyText: { zh: '甲', en: 'a' } }),
    action({ action: 'resume', why: 'B', whyText: { zh: '乙', en: 'b' } }),
  ];

  it('stand in groups, the likeliest and the closed ones apart', () => {
    const names = grouped(list).map((one) => [one.group, one.actions.map((each) => each.action)]);
    expect(names).toEqual([
      ['way', ['triage']],
      ['words', ['note']],
    ]);
  });

  it('that are closed say each reason once', () => {
    const reasons = closedByReason(list).map((one) => [
      one.whyText.zh,
      one.actions.map((each) => each.action),
    ]);
    expect(reasons).toEqual([
      ['甲', ['close', 'check']],
      ['乙', ['resume']],
    ]);
  });
});

describe('a reply', () => {
  it('is written where the action has its words for the reporter', () => {
    const text = field({});
    expect(replyField({ action: 'reply', fields: { text } })).toBe('text');
    expect(replyField({ action: 'complete', fields: { text, reply: text } })).toBe('reply');
    expect(replyField({ action: 'note', fields: { text } })).toBeNull();
  });

  it('still has gaps while a template’s marks stand in it', () => {
    expect(openGaps('您好，【原因】目前【后续】')).toEqual(['【原因】', '【后续】']);
    expect(openGaps('您好')).toEqual([]);
    expect(openGaps(undefined)).toEqual([]);
  });
});

describe('organisations to choose from', () => {
  const orgs = ['310116102', '310116', '310116101201', '310116101', '310116103'].map((region) => ({
    region,
  }));
  const order = (region: string) => nearestFirst(orgs, region).map((org) => org.region);

  it('begin with those of the matter’s own town, then the county’s', () => {
    expect(order('310116101201')).toEqual([
      '310116101201',
      '310116101',
      '310116',
      '310116102',
      '310116103',
    ]);
  });

  it('begin with the county’s where the town is not known', () => {
    expect(order('310116')[0]).toBe('310116');
  });
});
