/** What the matter page of the console reads, over HTTP: forms, reasons, the log in words. */
import { describe, expect, it } from 'vitest';
import { HERE, storyHouse } from '../../test/house.ts';
import { type Caller, proveLogs, teller } from '../../test/teller.ts';
import { commandContext } from '../identity/index.ts';
import type { AllowedAction } from './contract/forms.ts';

const story = await storyHouse();
const { report, read, done, ready } = teller(story);
const { http } = story;
const folk = await story.people();

const buttons = async (as: Caller, number: string) => {
  const { allowedActions } = await read(as, number);
  const list = allowedActions as AllowedAction[];
  return { list, of: (action: string) => list.find((one) => one.action === action) };
};
const primary = async (as: Caller, number: string) =>
  (await buttons(as, number)).list.find((one) => one.isPrimary)?.action ?? null;
const logOf = async (as: Caller, number: string, query = '') =>
  (await http(`GET /api/matters/${number}/log${query}`, { as })).body as {
    items: {
      seq: number;
      action: string;
      postLabel: { zh: string } | null;
      said: { label: { zh: string }; text: { zh: string } }[];
      changed: { zh: string }[];
    }[];
    chain: { brokenAt: number | null; sealed: unknown };
  };

describe('the buttons of a matter', () => {
  it('say why they are closed, in both languages', async () => {
    const number = await report(folk.clerk, { category: undefined });
    await done(folk.townDispatcher, number, 'triage', { category: 'streetLight', reason: '路灯' });
    const { of } = await buttons(folk.townDispatcher, number);
    expect(of('dispatch')).toMatchObject({
      why: 'ACTION_NOT_OPEN',
      whyText: {
        zh: '事项现处于“已登记”环节，不能进行这一操作。',
        en: 'The matter stands at "Registered"; this action is not open there.',
      },
    });
    expect(of('open')).toMatchObject({ why: null, whyText: null, group: 'way', isPrimary: true });
  });

  it('bring a form in words, with what the rules suggest filled in', async () => {
    const number = await report(folk.clerk);
    await done(folk.townDispatcher, number, 'open');
    const dispatch = (await buttons(folk.townDispatcher, number)).of('dispatch');
    expect(dispatch).toMatchObject({
      needsVersion: true,
      leadsTo: [{ code: 'dispatched', zh: '已派遣待签收', isEnd: false }],
      fields: { org: { picks: 'org', required: true, suggested: folk.orgs.department } },
    });
    const kinds = (await buttons(folk.townDispatcher, number)).of('triage')?.fields.kind?.choices;
    expect(kinds).toContainEqual({ code: 'report', zh: '诉求/事件上报', en: 'Report' });
  });

  it('put forward the likeliest next act, of one person at a time', async () => {
    const number = await report(folk.clerk);
    expect(await primary(folk.townDispatcher, number)).toBe('open');
    await done(folk.townDispatcher, number, 'open');
    await done(folk.townDispatcher, number, 'dispatch', { org: folk.orgs.department });
    expect(await primary(folk.townDispatcher, number)).toBeNull();
    expect(await primary(folk.handler, number)).toBe('acknowledge');
    await done(folk.handler, number, 'object', { ground: 'notOurs', reason: '不属于本局职责' });
    expect(await primary(folk.townDispatcher, number)).toBe('decideObjection');
    const { requests } = await read(folk.townDispatcher, number);
    expect(requests).toMatchObject([
      { kind: 'objection', groundLabel: { zh: '不属于本单位职责' }, decidedAt: null },
    ]);
  });

  it('say of an unmerge where it goes back to', async () => {
    const [kept, copy] = [await report(folk.clerk), await report(folk.clerk)];
    await done(folk.townDispatcher, copy, 'merge', { into: kept, reason: '同一盏灯' });
    const { of } = await buttons(folk.townDispatcher, copy);
    expect(of('unmerge')?.fields.stage).toMatchObject({ suggested: 'registered' });
    expect(of('merge')).toMatchObject({ undoneBy: { code: 'unmerge', zh: '撤销并案' } });
  });
});

describe('the way of a matter', () => {
  it('says who gave it by hand and why, and nothing of rules that led nowhere', async () => {
    const number = await report(folk.clerk, { category: 'rubbish', text: '河边暴露垃圾。' });
    await done(folk.townDispatcher, number, 'open');
    await done(folk.townDispatcher, number, 'dispatch', {
      org: folk.orgs.otherDepartment,
      note: '河道岸边，属水务',
    });
    expect((await read(folk.handler, number)).number).toBe(number);
    expect(await read(folk.townDispatcher, number)).toMatchObject({
      byHand: {
        org: { zh: '示例区水务局' },
        by: { id: folk.orgs.town },
        post: { zh: expect.any(String), en: expect.any(String) },
        reason: '河道岸边，属水务',
        isDesignated: false,
      },
    });
  });

  it('has no hand in it where the dispatcher did as the rules say', async () => {
    const number = await report(folk.clerk);
    await done(folk.townDispatcher, number, 'open');
    await done(folk.townDispatcher, number, 'dispatch', { org: folk.orgs.department });
    const seen = await read(folk.townDispatcher, number);
    expect(seen).toMatchObject({ byHand: null, route: { org: folk.orgs.department } });
    expect(seen.heldWhy).toBeNull();
  });

  it('is told to residents without the hands', async () => {
    const resident = await folk.resident();
    const number = await report(resident, { category: 'rubbish' });
    await done(folk.townDispatcher, number, 'open');
    const org = folk.orgs.otherDepartment;
    await done(folk.townDispatcher, number, 'dispatch', { org, note: '内部说明' });
    const seen = await http(`GET /api/matters/${number}`, { as: resident });
    expect(seen.body).toMatchObject({ byHand: null, heldWhy: null, near: null });
  });
});

describe('where a matter is', () => {
  it('is said by the nearest named place, by side and distance, and by the grid’s name', async () => {
    const number = await report(folk.clerk);
    expect(await read(folk.townDispatcher, number)).toMatchObject({
      near: null,
      gridName: '示意网格',
    });
    const place = (name: string, lon: number, lat: number, kind = 'building') =>
      http('POST /api/places', {
        as: folk.townDispatcher,
        body: { kind, name, point: { lon, lat } },
      });
    await place('示例小区西门', HERE.lon - 0.003, HERE.lat);
    await place('示例小区东门', HERE.lon - 0.001, HERE.lat);
    await place('网格公示牌', HERE.lon, HERE.lat, 'grid');
    expect(await read(folk.townDispatcher, number)).toMatchObject({
      near: { zh: '距示例小区东门约100米，在其东面', en: 'about 100 m east of 示例小区东门' },
    });
  });
});

describe('the log in words', () => {
  it('says who as what, what was given, and what changed', async () => {
    const number = await report(folk.clerk);
    await done(folk.townDispatcher, number, 'open');
    await done(folk.townDispatcher, number, 'dispatch', {
      org: folk.orgs.department,
      note: '速办',
    });
    const { items } = await logOf(folk.townDispatcher, number);
    const last = items.at(-1);
    expect(last?.postLabel?.zh).toEqual(expect.any(String));
    expect(last?.said.map((line) => `${line.label.zh}：${line.text.zh}`)).toEqual([
      '主办单位：示例区城管局',
      '派遣说明：速办',
    ]);
    expect(last?.changed.map((line) => line.zh)).toEqual(
      expect.arrayContaining(['环节：已派遣待签收', '主办：示例区城管局，待签收']),
    );
  });

  it('tells a late comer what happened since the entry that they saw', async () => {
    const number = await report(folk.clerk);
    const { seq, version } = await read(folk.townDispatcher, number);
    await done(folk.townDispatcher, number, 'open');
    const late = await http(`POST /api/matters/${number}/actions/decline`, {
      as: folk.townDispatcher,
      body: { version, input: { reason: '重复', legalBasis: '条例', reply: '不予受理' } },
    });
    expect(late.body).toMatchObject({ code: 'VERSION_STALE', present: { stage: 'opened' } });
    const { items } = await logOf(folk.townDispatcher, number, `?after=${Number(seq)}`);
    expect(items.map((one) => one.action)).toEqual(['open']);
  });

  it('tells residents neither posts nor changes', async () => {
    const resident = await folk.resident();
    const number = await report(resident);
    await done(folk.townDispatcher, number, 'open', { note: '内部说明' });
    const { items } = await logOf(resident, number);
    expect(items.at(-1)).toMatchObject({ action: 'open', postLabel: null, said: [], changed: [] });
  });

  it('says whether its chain holds, and that a checkpoint is still to come', async () => {
    const number = await report(folk.clerk);
    await done(folk.townDispatcher, number, 'open');
    const { chain } = await logOf(folk.townDispatcher, number);
    expect(chain).toEqual({ brokenAt: null, sealed: null });
    expect((await logOf(folk.townDispatcher, number, '?after=1')).chain.brokenAt).toBeNull();
  });
});

describe('templates of replies', () => {
  const templates = [
    {
      code: 'lamp',
      zh: '路灯已修复',
      en: 'Lamp mended',
      categories: ['streetLight'],
      outcomes: ['fixed'],
      text: '您反映的{category}（{number}）已由{handlingOrg}修复。',
    },
    { code: 'gas', zh: '燃气', en: 'Gas', categories: ['gas'], text: '请拨打119。' },
    { code: 'any', zh: '受理', en: 'Taken on', text: '{centre}已受理，{result}' },
  ];
  const publish = (body: object) =>
    story.house.rulebook.publish(commandContext('test', story.clock.now(), story.house.newId), {
      county: '310116',
      kind: 'replies',
      name: 'main',
      body,
      note: '测试',
    } as never);

  it('are those of the county that fit, filled from the matter', async () => {
    await publish({ templates });
    const number = await report(await folk.resident());
    await ready(folk, number);
    const { body } = await http(`GET /api/reply-templates?number=${number}&action=reply`, {
      as: folk.townDispatcher,
    });
    expect(body.items).toEqual([
      {
        code: 'lamp',
        zh: '路灯已修复',
        en: 'Lamp mended',
        text: `您反映的路灯故障（${number}）已由示例区城管局修复。`,
      },
      {
        code: 'any',
        zh: '受理',
        en: 'Taken on',
        text: expect.stringContaining('已受理，已处置完毕。'),
      },
    ]);
  });

  it('are not for those who do not see the matter, and none is published with a fault', async () => {
    const number = await report(folk.clerk);
    const answer = await http(`GET /api/reply-templates?number=${number}`, {
      as: folk.elsewhere.handler,
    });
    expect(answer.body.code).toBe('NOT_FOUND');
    const faulty = { templates: [{ ...templates[0], text: '{phone}' }] };
    await expect(publish(faulty)).rejects.toMatchObject({ code: 'RULEBOOK_FAULTY' });
  });
});

describe('likely duplicates of a matter', () => {
  it('are open matters nearby that say the same, never itself', async () => {
    const point = { lon: 121.2137, lat: 30.7133 };
    const lamp = { text: '健身步道旁路灯整夜闪烁不停', point };
    const [first, second] = [await report(folk.clerk, lamp), await report(folk.clerk, lamp)];
    const near = async (number: string) =>
      (await http(`GET /api/matters/${number}/near`, { as: folk.townDispatcher })).body.items;
    expect(await near(second)).toMatchObject([
      { number: first, metres: 0, ...point, why: { zh: expect.stringContaining('同一类别') } },
    ]);
    await done(folk.townDispatcher, first, 'answer', { reply: '已转告' });
    expect(await near(second)).toEqual([]);
  });
});

describe('around the people', () => {
  it('counts how often their data was opened, for those who may open it', async () => {
    const number = await report(folk.clerk, { reporter: { name: '王小明', phone: '13900001111' } });
    const counted = async () => (await read(folk.townDispatcher, number)).openedCount;
    expect(await counted()).toBe(0);
    const body = { purpose: 'handling', reason: '核实情况' };
    await http(`POST /api/matters/${number}/persons`, { as: folk.townDispatcher, body });
    expect(await counted()).toBe(1);
    const resident = await folk.resident();
    expect((await read(resident, await report(resident))).openedCount).toBeNull();
  });

  it('names the posts of an organisation to whom work may be given, not who holds them', async () => {
    const answer = await http(`GET /api/orgs/${folk.orgs.department}/posts`, {
      as: folk.townDispatcher,
    });
    const items = answer.body.items as Record<string, unknown>[];
    expect(items.map((one) => (one.role as { code: string }).code)).toContain('handler');
    expect(Object.keys(items[0] ?? {}).sort()).toEqual(['id', 'role', 'title']);
  });
});

describe('the explained clocks', () => {
  it('name the category and the reason of a stop in words', async () => {
    const number = await report(await folk.resident());
    await ready(folk, number);
    const { body } = await http(`GET /api/matters/${number}/clocks`, { as: folk.townDispatcher });
    const clocks = body.items as { name: string; stops: { why: object }[] }[];
    expect(clocks.find((clock) => clock.name === 'handle')?.stops).toMatchObject([
      { reason: 'stage:checking', why: { zh: '待核查', en: 'To be checked' } },
    ]);
  });
});

proveLogs(story);
