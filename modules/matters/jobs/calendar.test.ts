import { afterEach, describe, expect, it } from 'vitest';
import type { Calendar } from '../../../kernel/calendar.ts';
import { civilText } from '../../../kernel/zone.ts';
import { testDatabase } from '../../../test/db.ts';
import { HERE } from '../../../test/loop.ts';
import { testWorld } from '../../../test/world.ts';
import { recomputeProvisional } from './calendar.ts';
import { sweepRungs } from './ladder.ts';

const base = await testDatabase();
const house = await testWorld(base);
const { staff, clock, matterAt, take, state, log, rules } = house;
const published = rules.calendar;
afterEach(() => {
  rules.calendar = published;
});

/** The next year is published: it gives the 28th away and takes the 2nd of January for work. */
const nextYear: Calendar = {
  ...published,
  version: 2,
  knownUntil: '2027-12-31',
  holidays: { ...published.holidays, '2026-12-28': '示例假日', '2027-01-01': '元旦' },
  makeUpDays: { ...published.makeUpDays, '2027-01-02': '元旦调休' },
};

const recompute = () => recomputeProvisional(house.world, HERE, clock.now());
const local = (at: number | undefined) => civilText(at ?? 0, 'Asia/Shanghai');

async function handleClock(number: string) {
  const found = (await state(number)).clocks.findLast((one) => one.name === 'handle');
  if (!found) throw new Error('no clock');
  return found;
}

const actions = async (number: string) => (await log(number)).map((one) => one.action);

describe('a due time beyond the published calendar', () => {
  it('is provisional, and counted anew with a log entry when the next year is published', async () => {
    clock.set(Date.parse('2026-12-21T02:00:00Z'));
    const number = await matterAt('handling');
    const before = await handleClock(number);
    expect(before.detail.isProvisional).toBe(true);
    expect(local(before.dueAt)).toBe('2026-12-28 17:30:00');
    const seq = (await log(number)).length;
    expect(await recompute()).toBe(0);
    expect(await log(number)).toHaveLength(seq);

    rules.calendar = nextYear;
    expect(await recompute()).toBeGreaterThan(0);
    const after = await handleClock(number);
    expect(local(after.dueAt)).toBe('2026-12-29 17:30:00');
    expect(after.detail).toMatchObject({ isProvisional: false, calendar: { version: 2 } });
    expect(after.detail.rungs.at(-1)?.at).toBe(after.dueAt + 1);
    const entry = (await log(number)).find(
      (one) => one.action === 'recalculate' && one.public.given.clock === 'handle',
    );
    expect(entry).toMatchObject({ actor: 'system:calendar' });
    expect(entry?.public.given).toMatchObject({
      before: { calendar: { version: 1 }, dueAt: new Date(before.dueAt).toISOString() },
      after: { calendar: { version: 2 }, dueAt: new Date(after.dueAt).toISOString() },
    });
    const { matter, assignments } = await state(number);
    expect(matter.dueAt).toBe(after.dueAt);
    expect(assignments.find((one) => one.isOpen)?.dueAt).toBe(after.dueAt);
    expect(await house.rebuilt(number)).toEqual(await state(number));
    expect(await recompute()).toBe(0);
  });

  it('keeps the rungs that have fired, and fires the moved ones at their new times', async () => {
    clock.set(Date.parse('2026-12-21T02:00:00Z'));
    const number = await matterAt('handling');
    const before = await handleClock(number);
    clock.set(before.detail.rungs[1]?.at ?? 0);
    await sweepRungs(house.world, HERE, clock.now());
    rules.calendar = nextYear;
    await recompute();
    const after = await handleClock(number);
    expect(after.detail.firedRungs).toEqual(['remind', 'yellow']);
    expect(after.detail.rungs.map((one) => one.rung)).toEqual(['orange', 'red', 'breach']);
    clock.set(before.dueAt + 1);
    await sweepRungs(house.world, HERE, clock.now());
    expect((await handleClock(number)).detail.breachedAt).toBeNull();
    clock.set(after.dueAt + 1);
    await sweepRungs(house.world, HERE, clock.now());
    expect((await handleClock(number)).detail.breachedAt).toBe(after.dueAt + 1);
  });

  it('takes stops and extensions along, under either calendar', async () => {
    clock.set(Date.parse('2026-12-17T02:00:00Z'));
    const number = await matterAt('handling');
    const reason = '示例：等待材料到货';
    await take(staff.handler, number, 'askSuspension', { ground: 'materials', reason });
    await take(staff.unitHead, number, 'decideSuspension', { decision: 'granted', reason });
    clock.set(Date.parse('2026-12-21T02:00:00Z'));
    await take(staff.handler, number, 'resume');
    const asked = { clock: 'handle', amount: 3, reason };
    await take(staff.handler, number, 'askExtension', asked);
    await take(staff.unitHead, number, 'decideExtension', { decision: 'granted', reason });
    const before = await handleClock(number);
    // Due on the 24th, two working days of stop and three of extension later: the 31st.
    expect(local(before.dueAt)).toBe('2026-12-31 17:30:00');
    expect(before.detail.isProvisional).toBe(true);
    rules.calendar = nextYear;
    await recompute();
    expect(local((await handleClock(number)).dueAt)).toBe('2027-01-02 17:30:00');
    expect(await house.rebuilt(number)).toEqual(await state(number));
  });

  it('is found also in a clock that stands still, and by what a calendar of the same number holds', async () => {
    clock.set(Date.parse('2026-12-21T02:00:00Z'));
    const number = await matterAt('handling');
    const reason = '示例：等待材料到货';
    await take(staff.handler, number, 'askSuspension', { ground: 'materials', reason });
    await take(staff.unitHead, number, 'decideSuspension', { decision: 'granted', reason });
    rules.calendar = { ...nextYear, version: 1 };
    await recompute();
    const after = await handleClock(number);
    expect(after).toMatchObject({ state: 'stopped', nextAt: null });
    expect(local(after.dueAt)).toBe('2026-12-29 17:30:00');
    expect(after.detail.isProvisional).toBe(false);
  });

  it('leaves what is known and what has ended alone', async () => {
    clock.set(Date.parse('2026-11-17T02:00:00Z'));
    const known = await matterAt('handling');
    clock.set(Date.parse('2026-12-21T02:00:00Z'));
    const closed = await matterAt('closed');
    rules.calendar = nextYear;
    await recompute();
    expect(await actions(known)).not.toContain('recalculate');
    expect(await actions(closed)).not.toContain('recalculate');
  });
});
