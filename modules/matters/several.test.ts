/** Several organisations and several reporters on one matter, over HTTP. */
import { describe, expect, it } from 'vitest';
import { storyHouse } from '../../test/house.ts';
import { proveLogs, teller } from '../../test/teller.ts';

const story = await storyHouse();
const { report, read, done } = teller(story);
const folk = await story.people();

describe('supporting organisations', () => {
  it('have a clock each, by which their work is due; who is called in must report in', async () => {
    const number = await report(folk.clerk);
    await done(folk.townDispatcher, number, 'open');
    const { department: org, checkStation, otherDepartment } = folk.orgs;
    await done(folk.townDispatcher, number, 'dispatch', { org, supporting: [checkStation] });
    story.clock.pass(3_600_000);
    const call = { supportingOrg: otherDepartment, note: '请到场处置积水' };
    await done(folk.townDispatcher, number, 'callIn', call);
    const called = await read(folk.townDispatcher, number);
    expect(clocksOf(called, otherDepartment)).toEqual(['reportIn running', 'support running']);
    expect(clocksOf(called, checkStation)).toEqual(['support running']);
    expect(dueOf(called, checkStation)).not.toBe(dueOf(called, otherDepartment));
    expect([dueOf(called, checkStation), dueOf(called, otherDepartment)]).not.toContain(
      called.dueAt,
    );
    await done(folk.otherHandler, number, 'reportIn');
    await done(folk.otherHandler, number, 'finishSupport', { text: '积水已排' });
    const after = await read(folk.townDispatcher, number);
    expect(clocksOf(after, otherDepartment)).toEqual(['reportIn ended', 'support ended']);
    expect(clocksOf(after, checkStation)).toEqual(['support running']);
  });
});

type Shown = Record<string, unknown>;
type ShownClock = { name: string; state: string; org: { id: string } | null };
type ShownWork = { org: { id: string }; dueAt: string | null };

function clocksOf({ clocks }: Shown, org: string): string[] {
  return (clocks as ShownClock[])
    .filter((clock) => clock.org?.id === org)
    .map(({ name, state }) => `${name} ${state}`)
    .sort();
}

function dueOf({ assignments }: Shown, org: string): string | null | undefined {
  return (assignments as ShownWork[]).find((work) => work.org.id === org)?.dueAt;
}

proveLogs(story);
