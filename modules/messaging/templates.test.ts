/** A centre words its notices: published like any rule, and sent in its words from then on. */
import { expect, it } from 'vitest';
import { storyHouse } from '../../test/house.ts';
import { teller } from '../../test/teller.ts';
import type { TemplateView } from './contract.ts';

const story = await storyHouse();
const { http, senders } = story;
const folk = await story.people();
const { administrator, clerk, elsewhere } = folk;
const tell = teller(story);

const words = {
  title: { zh: '已收到', en: 'Received' },
  text: { zh: '您的反映已收到，编号{number}。', en: 'We have your report {number}.' },
};
const publish = (templates: object) =>
  http('POST /api/rulebook', {
    as: administrator,
    body: {
      county: '310116',
      kind: 'templates',
      name: 'main',
      body: { templates },
      note: '更亲切',
    },
  });
const shown = async (county: string, as = clerk) => {
  const answer = await http(`GET /api/messages/templates?county=${county}`, { as });
  const items = answer.body.items as TemplateView[] | undefined;
  return { ...answer.body, one: items?.find(({ code }) => code === 'matter.registered') };
};

it('shows ours first, refuses words without their gap, then holds the centre’s', async () => {
  expect(await shown('310116')).toMatchObject({ version: null, one: { ours: null } });
  const gap = await publish({
    'matter.registered': { ...words, text: { zh: '已收到。', en: 'Received.' } },
  });
  expect([gap.status, gap.body.code]).toEqual([400, 'RULEBOOK_FAULTY']);
  expect((await publish({ 'matter.registered': words })).status).toBe(201);
  expect(await shown('310116')).toMatchObject({
    version: 1,
    one: { ...words, ours: { title: { zh: '登记通知' } } },
  });
  expect(await shown('310117', elsewhere.clerk)).toMatchObject({ one: { ours: null } });
  expect(await shown('310117')).toMatchObject({ code: 'NOT_FOUND' });
});

it('sends the reporter the centre’s words', async () => {
  const number = await tell.report(clerk, { reporter: { phone: '13800000001' } });
  const task = story.house.messaging.sweepTask;
  await task.sweep('310116', new AbortController().signal);
  expect(senders.outbox.map((one) => one.text)).toContain(`您的反映已收到，编号${number}。`);
});
