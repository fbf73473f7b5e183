/** Who else is at a matter, and drafts of its forms: seen by colleagues, kept by nobody. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { q } from '../../../platform/db/index.ts';
import { storyHouse } from '../../../test/house.ts';
import { httpOf } from '../../../test/http.ts';
import { listenAs, listening } from '../../../test/live.ts';
import { proveLogs, teller } from '../../../test/teller.ts';
import { presenceTask } from '../jobs/presence.ts';

const story = await storyHouse();
const tell = teller(story);
const folk = await story.people();
const { app } = await httpOf(story.world, story.house.http);
const here = await listening(app);
type As = { headers: Record<string, string> };

const enter = (as: As, number: string, page: string = randomUUID()) =>
  story.http(`PUT /api/matters/${number}/presence`, { as, body: { page } });
const drafts = (as: As, number: string) => story.http(`GET /api/matters/${number}/drafts`, { as });
const save = (as: As, number: string, action: string, input: object) =>
  story.http(`PUT /api/matters/${number}/drafts/${action}`, { as, body: { input } });

async function rowsOf(table: 'matter.presence' | 'matter.draft') {
  return story.base.db.scoped({ counties: ['310116'] }, (tx) =>
    tx.rows(q.selectFrom(table).selectAll()),
  );
}
const sweep = () =>
  presenceTask({ db: story.base.db }, async () => ['310116'], story.clock.now).sweep(
    '310116',
    new AbortController().signal,
  );

describe('presence', () => {
  it('shows colleagues as posts while they are there, never who they are', async () => {
    const number = await tell.report(folk.clerk);
    const page = randomUUID();
    expect((await enter(folk.townDispatcher, number, page)).body).toEqual({
      viewers: [],
      drafts: [],
    });
    const { body } = await enter(folk.countyDispatcher, number);
    expect(body.viewers).toEqual([
      {
        post: { zh: '示例岗位', en: expect.any(String) },
        org: { id: folk.orgs.town, zh: '示例甲镇综治中心', en: null },
      },
    ]);
    expect(JSON.stringify(body)).not.toContain(folk.townDispatcher.account);
    await story.http(`DELETE /api/matters/${number}/presence?page=${page}`, {
      as: folk.townDispatcher,
    });
    expect((await enter(folk.countyDispatcher, number)).body.viewers).toEqual([]);
  });

  it('ends by the clock, is swept, and leaves no trace', async () => {
    const number = await tell.report(folk.clerk);
    await enter(folk.townDispatcher, number);
    story.clock.pass(44_000);
    expect((await enter(folk.countyDispatcher, number)).body.viewers).toHaveLength(1);
    story.clock.pass(2_000);
    expect((await enter(folk.countyDispatcher, number)).body.viewers).toEqual([]);
    story.clock.pass(60_000);
    await sweep();
    expect(await rowsOf('matter.presence')).toEqual([]);
    const { body } = await story.http(`GET /api/matters/${number}/log`, { as: folk.clerk });
    expect((body.items as { action: string }[]).map((one) => one.action)).toEqual(['register']);
  });

  it('is not for another town, and neither shown to nor of whom a matter complains about', async () => {
    const number = await tell.report(folk.clerk, { subjectOrg: folk.orgs.department });
    expect((await enter(folk.otherTownDispatcher, number)).status).toBe(404);
    await enter(folk.townDispatcher, number);
    expect((await enter(folk.handler, number)).body).toEqual({ viewers: [], drafts: [] });
    expect((await enter(folk.countyDispatcher, number)).body.viewers).toHaveLength(1);
  });

  it('is told at once to those who are there, and to nobody else', async () => {
    const number = await tell.report(folk.clerk);
    await enter(folk.townDispatcher, number);
    const town = await listenAs(here, folk.townDispatcher);
    const other = await listenAs(here, folk.supervisor);
    const toldOf = () => town.named('presence').filter((one) => one.number === number);
    await expect.poll(toldOf).toHaveLength(1);
    await enter(folk.countyDispatcher, number);
    await save(folk.countyDispatcher, number, 'note', { text: '正在核实' });
    await expect
      .poll(() => toldOf().at(-1))
      .toMatchObject({
        number,
        viewers: [{ org: { id: folk.orgs.centre } }],
        drafts: [{ action: 'note', label: { zh: '内部备注' }, org: { id: folk.orgs.centre } }],
      });
    expect(JSON.stringify(town.events)).not.toContain('正在核实');
    expect(other.named('presence')).toEqual([]);
    town.close();
    other.close();
  });
});

describe('a draft', () => {
  it('is found again by its author, on any device, and seen by others only to stand', async () => {
    const number = await tell.report(folk.clerk);
    const input = { text: '张示例 13900000001 说已修好' };
    expect((await save(folk.townDispatcher, number, 'note', input)).status).toBe(200);
    expect((await drafts(folk.townDispatcher, number)).body.items).toMatchObject([
      { action: 'note', input },
    ]);
    expect((await drafts(folk.countyDispatcher, number)).body.items).toEqual([]);
    const { body } = await enter(folk.countyDispatcher, number);
    expect(body.drafts).toMatchObject([{ action: 'note' }]);
    expect(JSON.stringify(body)).not.toContain('13900000001');
    const stored = JSON.stringify(await rowsOf('matter.draft'));
    expect(stored).not.toContain('13900000001');
    expect(stored).not.toContain(Buffer.from('13900000001').toString('base64'));
  });

  it('is gone once the act is done, given up, or left alone for a week', async () => {
    const number = await tell.report(folk.clerk);
    const as = folk.townDispatcher;
    for (const action of ['open', 'note', 'remind']) await save(as, number, action, { text: '一' });
    await tell.done(as, number, 'open');
    await story.http(`DELETE /api/matters/${number}/drafts/note`, { as });
    const left = (await drafts(as, number)).body.items as { action: string }[];
    expect(left.map((one) => one.action)).toEqual(['remind']);
    story.clock.pass(7 * 24 * 3_600_000);
    expect((await drafts(as, number)).body.items).toEqual([]);
    await sweep();
    expect(await rowsOf('matter.draft')).toEqual([]);
  });

  it('is erased with the persons, and none is kept after that', async () => {
    const resident = await folk.resident();
    const number = await tell.report(resident);
    await tell.done(resident, number, 'withdraw');
    await save(folk.countyDispatcher, number, 'note', { text: '示例' });
    const erased = await story.http(`POST /api/matters/${number}/erasure`, {
      as: folk.countyDispatcher,
      body: { reason: '本人申请' },
    });
    expect(erased.status).toBe(200);
    expect(await rowsOf('matter.draft')).toEqual([]);
    const again = await save(folk.countyDispatcher, number, 'note', { text: '示例' });
    expect(again.body.code).toBe('PERSONS_ERASED');
  });

  it('is refused when it is too long or of no action that there is', async () => {
    const number = await tell.report(folk.clerk);
    const long = await save(folk.clerk, number, 'note', { text: '长'.repeat(33_000) });
    expect(long.body.code).toBe('DRAFT_TOO_LARGE');
    expect((await save(folk.clerk, number, 'fly', {})).body.code).toBe('ACTION_UNKNOWN');
  });
});

proveLogs(story);
