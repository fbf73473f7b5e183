/** Before sending: the preview says what the registration then does, and it writes nothing. */
import { describe, expect, it } from 'vitest';
import { q } from '../../../platform/db/index.ts';
import { CATEGORIES, ELSEWHERE, FRIDAY, HERE, storyHouse } from '../../../test/house.ts';
import { proveLogs, teller } from '../../../test/teller.ts';
import { commandContext } from '../../identity/index.ts';
import type { PreviewAnswer } from '../contract/preview.ts';

const story = await storyHouse();
const folk = await story.people();
const { report, done } = teller(story);
const nobody = { headers: {} };
const LIGHT = { text: '小区门口路灯不亮三天了。', category: 'streetLight', point: HERE };
const QUIET = { lon: 121.215, lat: 30.705 };

type Problem = { code: string; fields?: { path: string }[] };

async function preview(body: object, as: { headers: Record<string, string> } = nobody) {
  const answer = await story.http('POST /api/reports/preview', { as, body });
  return answer.body as unknown as PreviewAnswer & Problem;
}

const countRows = () =>
  story.base.db.scoped({ counties: ['310116'] }, async (tx) => {
    const [row] = await tx.rows(
      q.selectFrom('matter.matter').select((e) => e.fn.countAll<number>().as('n')),
    );
    return row?.n;
  });

describe('the preview', () => {
  it('tells anybody where a report would go and by when, and the registration keeps to it', async () => {
    const said = await preview(LIGHT);
    const resident = await folk.resident();
    const number = await report(resident, LIGHT);
    const { body } = await story.http(`GET /api/matters/${number}/clocks`, { as: resident });
    const kept = (body.items as { name: string; dueAt: string }[]).map(({ name, dueAt }) => [
      name,
      dueAt,
    ]);
    expect(said.clocks.map(({ name, dueAt }) => [name, dueAt])).toEqual(kept);
    expect(kept.length).toBeGreaterThan(1);
    expect(said.route).toEqual({
      org: { id: folk.orgs.department, zh: '示例区城管局', en: null },
      zh: '路灯由城管局承办：示例区城管局',
      en: expect.stringContaining('Street lights go to urban management'),
    });
    expect(said.place.words).toBe('示例甲区示例甲镇示例甲镇一村');
    expect(said.owner.zh).toBe('示例甲镇综治中心');
  });

  it('explains each due time in words, and names the terms that begin later', async () => {
    const said = await preview(LIGHT);
    expect(said.clocks.map(({ plain }) => plain.zh)).toContain('2工作小时；只计上班时间。');
    expect(said.later).toEqual([
      expect.objectContaining({ name: 'handle', term: { zh: '5个工作日', en: '5 working days' } }),
    ]);
  });

  it('promises nothing that its kind does not have', async () => {
    const light = await preview(LIGHT);
    expect(light.afterwards?.zh).toContain('重新办理');
    expect(light.later.every(({ provided }) => provided === null)).toBe(true);
    const claim = await preview({ text: '补贴没有发到', category: 'claim', point: HERE });
    expect(claim.afterwards?.zh).toContain('复查');
    expect(claim.afterwards?.zh).not.toContain('重新办理');
    const later = claim.later.map(({ name, provided, term }) => [name, provided?.zh, term.zh]);
    expect(later).toEqual([
      ['notice', undefined, '15个自然日'],
      ['directNotice', undefined, '15个自然日'],
      ['opinion', expect.stringContaining('受理'), '60个自然日'],
      ['review', expect.stringContaining('申请复查'), '30个自然日'],
      ['reReview', expect.stringContaining('申请复核'), '30个自然日'],
    ]);
  });

  it('counts from the next opening at night', async () => {
    story.clock.set(Date.parse('2026-11-21T14:00:00Z'));
    const said = await preview(LIGHT);
    story.clock.set(Date.parse(FRIDAY));
    const respond = said.clocks.find(({ name }) => name === 'respond');
    // Two work hours from Monday at nine.
    expect(respond?.dueAt).toBe('2026-11-23T03:00:00.000Z');
    expect(respond?.plain.zh).toContain('（周末）不计');
  });

  it('suggests the category and says by which words', async () => {
    const said = await preview({ text: '楼道里有一股煤气味', point: QUIET });
    expect(said).toMatchObject({
      suggestedCategory: 'gas',
      suggestedBy: ['煤气'],
      category: null,
      emergency: '119',
    });
  });

  it('names the emergency number of the words though another category was chosen', async () => {
    const said = await preview({ text: '路灯下有煤气味', category: 'streetLight', point: QUIET });
    expect(said).toMatchObject({ category: 'streetLight', emergency: '119' });
  });

  it('says that people decide where no rule catches', async () => {
    const said = await preview({ text: '垃圾成堆', category: 'rubbish', point: QUIET });
    expect(said.route).toMatchObject({ org: null, en: expect.stringContaining('no-owner desk') });
  });

  it('shows what was reported nearby already, but nothing private and nobody’s home', async () => {
    const point = { lon: 121.205, lat: 30.702 };
    const resident = await folk.resident();
    const open = await report(resident, { point, text: '广场旁边路灯不亮。' });
    await report(resident, { point, text: '广场旁边路灯不亮，请保密。', isPrivate: true });
    const said = await preview({ text: '广场旁边路灯不亮了', point });
    expect(said.near.map(({ number }) => number)).toEqual([open]);
    expect(said.near[0]?.why.zh).toContain('就在同一处');
  });

  it('shows residents no words that no official has read, and nobody complained about', async () => {
    const point = { lon: 121.208, lat: 30.708 };
    const text = '南门桥头路灯坏了一片';
    const number = await report(await folk.resident(), { point, text });
    const titles = async (as?: { headers: Record<string, string> }) =>
      (await preview({ text, point }, as)).near.map(({ title }) => title);
    expect(await titles(folk.clerk)).toEqual([text]);
    expect(await titles()).toEqual(['路灯故障']);
    await done(folk.townDispatcher, number, 'open');
    expect(await titles(await folk.resident())).toEqual([text]);
    const { orgs } = folk;
    const reason = '反映的是该所';
    await done(folk.townDispatcher, number, 'nameSubject', {
      subjectOrg: orgs.townStation,
      reason,
    });
    expect(await titles()).toEqual([]);
  });

  it('takes a town or village instead of a point, and then knows nothing near', async () => {
    const { point: _, ...rest } = LIGHT;
    const said = await preview({ ...rest, region: '310116102' });
    expect(said.place.words).toBe('示例甲区示例乙镇');
    expect(said.near).toEqual([]);
  });

  it('writes nothing and takes no number', async () => {
    const resident = await folk.resident();
    const serial = async () => Number((await report(resident, LIGHT)).slice(-7));
    const first = await serial();
    const before = await countRows();
    for (const as of [nobody, resident, folk.clerk]) await preview(LIGHT, as);
    expect(await countRows()).toBe(before);
    expect(await serial()).toBe(first + 1);
  });

  it('asks for no answers to the category’s own questions yet', async () => {
    const [light] = CATEGORIES.categories;
    const pole = { type: 'text', required: true, zh: '灯杆编号', en: 'Pole' };
    const asking = { ...light, code: 'pole', form: { pole } };
    const { house } = story;
    await house.rulebook.publish(commandContext('test', story.clock.now(), house.newId), {
      county: '310117',
      kind: 'categories',
      name: 'main',
      body: { categories: [asking] },
      validFrom: Date.UTC(2020, 0, 1),
      note: 'test',
    });
    await house.rulebook.refresh();
    const asked = { text: '路灯不亮', category: 'pole', point: ELSEWHERE };
    expect((await preview(asked)).category).toBe('pole');
  });

  it.each([
    [{ text: '路灯不亮', point: { lon: 100, lat: 40 } }, 'PLACE_UNKNOWN'],
    [{ text: '路灯不亮' }, 'PLACE_UNKNOWN'],
    [{ text: '路灯不亮', region: '999999' }, 'REGION_UNKNOWN'],
    [{ text: '路灯不亮', region: '310116999' }, 'REGION_UNKNOWN'],
    [{ text: '路灯不亮', point: HERE, category: 'unheardOf' }, 'CATEGORY_UNKNOWN'],
    [{ text: ' ', point: HERE }, 'INPUT_INVALID'],
    [{ text: '路灯不亮', point: { lon: 30.7, lat: 121.2 } }, 'POINT_AXES_SWAPPED'],
  ])('refuses %j as %s', async (body, code) => {
    expect((await preview(body)).code).toBe(code);
  });
});

proveLogs(story);
