/** Templates of replies tried over HTTP, before they hold, on a matter that nobody reported. */
import { describe, expect, it } from 'vitest';
import { storyHouse } from '../../test/house.ts';
import type { ReplyTrial } from './contract/replies.ts';

const story = await storyHouse();
const { http } = story;
const folk = await story.people();

const template = (code: string, more: object = {}) => ({ code, zh: code, en: code, ...more });
const draft = {
  templates: [
    template('any', { text: '{centre}（{centrePhone}）：{number}，{result}。{outcome}' }),
    template('light', { categories: ['streetLight'], text: '{category}由{handlingOrg}办理' }),
    template('declined', { actions: ['decline'], text: '不予受理' }),
  ],
};
const tried = async (body: object, as = folk.administrator) =>
  http('POST /api/reply-templates/try', { as, body: { county: '310116', ...body } });

describe('templates of replies, tried', () => {
  it('are those that would be offered, in order, filled from an example of the county', async () => {
    const asked = { draft, category: 'streetLight', action: 'reply', outcome: 'fixed' };
    const { items, gaps } = (await tried(asked)).body as ReplyTrial;
    expect(items.map((one) => one.code)).toEqual(['light', 'any']);
    expect(items[0]?.text).toBe('路灯故障由示例区城管局办理');
    expect(items[1]?.text).toMatch(/^示例.*中心（021-00000000）：310116-26-0000123，.*。已解决$/);
    expect(gaps.find((gap) => gap.code === 'category')?.example).toBe('路灯故障');
    expect(gaps.every((gap) => gap.zh && gap.en)).toBe(true);
  });

  it('ask for what the example does not know, and hold as published without a draft', async () => {
    const unknown = { templates: [template('any', { text: '{category}，{outcome}' })] };
    const { items } = (await tried({ draft: unknown })).body as ReplyTrial;
    expect(items.map((one) => one.text)).toEqual(['【类别】，【办理结果】']);
    await story.http('POST /api/rulebook', {
      as: folk.administrator,
      body: { county: '310116', kind: 'replies', name: 'main', body: draft, note: '测试' },
    });
    const held = (await tried({ action: 'reply' })).body as ReplyTrial;
    expect(held.items.map((one) => one.code)).toEqual(['any']);
  });

  it.each([
    ['a gap that nothing fills', { templates: [template('x', { text: '{phone}' })] }],
    ['another shape', { templates: [template('x')] }],
  ])('are refused with %s, naming its place', async (_what, faulty) => {
    const { body } = await tried({ draft: faulty });
    expect(body.code).toBe('RULEBOOK_FAULTY');
    expect(JSON.stringify(body.fields)).toContain('body.draft.templates.0.text');
  });

  it('are of one’s own counties, and of categories that there are', async () => {
    expect((await tried({ draft }, folk.elsewhere.administrator)).body.code).toBe('NOT_FOUND');
    expect((await tried({ category: 'nothing' })).body.code).toBe('CATEGORY_UNKNOWN');
  });
});
