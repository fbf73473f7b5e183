import { describe, expect, it } from 'vitest';
import { testDatabase } from '../../../test/db.ts';
import { ELSEWHERE, HERE } from '../../../test/loop.ts';
import { testWorld } from '../../../test/world.ts';
import { type ActInput, act } from '../actions/act.ts';
import type { RegisterWorld } from '../actions/register.ts';
import { sweepSubLinks } from './links.ts';

const base = await testDatabase();
const house = await testWorld(base);
const { staff, clock, state, log, take } = house;
const sweep = () => sweepSubLinks(house.world, HERE, clock.now());

const subOf = (region: string) => ({
  title: '路灯',
  text: '示例：路灯不亮',
  region,
  category: 'street',
});

/** A matter being handled here with a sub-matter elsewhere. */
async function withSub(region = `${ELSEWHERE}101201`) {
  const parent = await house.matterAt('handling');
  await take(staff.handler, parent, 'createSub', subOf(region));
  const link = (await state(parent)).links.find((one) => one.kind === 'sub');
  return { parent, sub: link?.otherNumber ?? '' };
}

const linkState = async (parent: string) =>
  (await state(parent)).links.find((one) => one.kind === 'sub')?.state;

const declined = { reason: '示例：不在受理范围', legalBasis: '示例办法第一条', reply: '示例' };

/** A server that dies as soon as it turns from the sub-matter's county to the parent's. */
function dyingBetween(): RegisterWorld {
  const { db } = house.world;
  return {
    ...house.world,
    db: {
      ...db,
      scoped: (scope, work) =>
        scope.counties.includes(HERE) ? Promise.reject(new Error('died')) : db.scoped(scope, work),
    },
  };
}

async function closeSub(world: RegisterWorld, number: string) {
  const { version } = (await state(number)).matter;
  const by = house.ctx(staff.elsewhere.townDispatcher.actor);
  const input: ActInput = { number, action: 'decline', given: declined, version };
  return act(world, by, input);
}

describe('the link to a sub-matter', () => {
  it('ends with the close of the sub-matter, and the sweep finds nothing to do', async () => {
    const { parent, sub } = await withSub();
    expect(await sweep()).toBe(0);
    expect(await linkState(parent)).toBe('standing');
    await closeSub(house.world, sub);
    expect(await linkState(parent)).toBe('ended');
    expect(await sweep()).toBe(0);
  });

  it('that a crash left standing is ended by the sweep, once', async () => {
    const { parent, sub } = await withSub();
    await expect(closeSub(dyingBetween(), sub)).rejects.toThrow('died');
    expect((await state(sub)).matter.isOpen).toBe(false);
    expect(await linkState(parent)).toBe('standing');
    await expect(take(staff.handler, parent, 'complete', done)).rejects.toMatchObject({
      code: 'SUB_MATTERS_OPEN',
    });
    const swept = await Promise.all([sweep(), sweep()]);
    expect(Math.max(...swept)).toBe(1);
    expect(await linkState(parent)).toBe('ended');
    expect((await log(parent)).filter((one) => one.action === 'endSub')).toHaveLength(1);
    await take(staff.handler, parent, 'complete', done);
    expect(await house.rebuilt(parent)).toEqual(await state(parent));
  });

  it('stands while the sub-matter goes on in another county, and ends with it there', async () => {
    const { parent, sub } = await withSub(`${HERE}102201`);
    const given = { region: `${ELSEWHERE}101201`, reason: '示例：属地在邻区' };
    await take(staff.countyDispatcher, sub, 'move', given);
    expect(await linkState(parent)).toBe('standing');
    expect(await sweep()).toBe(0);
    expect(await linkState(parent)).toBe('standing');
    const { version } = (await state(sub, ELSEWHERE)).matter;
    const by = house.ctx(staff.elsewhere.townDispatcher.actor);
    await act(house.world, by, { number: sub, action: 'decline', given: declined, version });
    expect(await linkState(parent)).toBe('ended');
  });
});

const done = { outcome: 'fixed', text: '示例：已修好', reply: '示例：已修好' };
