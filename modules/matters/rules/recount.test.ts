import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { civilText } from '../../../kernel/zone.ts';
import {
  act,
  born,
  calendar,
  idOf,
  type Live,
  MORNING,
  report,
  rules,
  staff,
  sweep,
} from '../../../test/engine.ts';
import { explainClock } from './explain.ts';
import { recounted } from './recount.ts';
import type { Clock } from './state.ts';

const LADDER = ['remind', 'yellow', 'orange', 'red', 'breach'];
const ladder = report.ladders.common ?? [];
const HOUR = 3_600_000;
const local = (at: number) => civilText(at, 'Asia/Shanghai');
const reason = '示例：等待材料到货';

/** A report that is being handled, by acts of the given time. */
function handled(now = MORNING, category = 'street'): Live {
  const opened = act(born(now, { category }), staff.dispatcherA, { action: 'open', now });
  const given = { org: idOf('stationA') };
  const sent = act(opened, staff.dispatcherA, { action: 'dispatch', given, now });
  return act(sent, staff.handlerA, { action: 'acknowledge', now });
}

function clockOf(live: Live, name = 'handle'): Clock {
  const found = live.state.clocks.findLast((one) => one.name === name);
  if (!found) throw new Error(`no clock ${name}`);
  return found;
}

function suspend(live: Live, now: number): Live {
  const given = { ground: 'materials', reason };
  const asked = act(live, staff.handlerA, { action: 'askSuspension', given, now });
  const decision = { decision: 'granted', reason };
  return act(asked, staff.headA, { action: 'decideSuspension', given: decision, now });
}

const resume = (live: Live, now: number) => act(live, staff.handlerA, { action: 'resume', now });

function extend(live: Live, now: number, amount: number): Live {
  const given = { clock: 'handle', amount, reason };
  const asked = act(live, staff.handlerA, { action: 'askExtension', given, now });
  const decision = { decision: 'granted', reason };
  return act(asked, staff.headA, { action: 'decideExtension', given: decision, now });
}

const step = fc.record({
  kind: fc.constantFrom('turn', 'turn', 'extend', 'sweep'),
  wait: fc.integer({ min: 0, max: 60 * HOUR }),
  amount: fc.integer({ min: 1, max: 10 }),
});

test('under the calendar by which it was counted nothing of a clock changes', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      let now = MORNING;
      let live = handled(now);
      for (const { kind, wait, amount } of steps) {
        now += wait;
        const { isSuspended } = live.state.matter;
        const clock = clockOf(live);
        const mayExtend = !isSuspended && clock.detail.extensions === 0 && now <= clock.dueAt;
        if (kind === 'turn') live = isSuspended ? resume(live, now) : suspend(live, now);
        if (kind === 'extend' && mayExtend) live = extend(live, now, amount);
        if (kind === 'sweep') live = sweep(live, now);
        const present = clockOf(live);
        if (present.detail.breachedAt !== null) return;
        const again = recounted(present, ladder, calendar);
        expect(again.dueAt).toBe(present.dueAt);
        expect(again.detail.leftMs).toBe(present.detail.leftMs);
        expect(again.detail.rungs).toHaveLength(present.detail.rungs.length);
        for (const [index, { rung, at }] of present.detail.rungs.entries()) {
          const one = again.detail.rungs[index];
          expect(one?.rung).toBe(rung);
          // What no sweep has fired by now fires with the next, whenever it was due. The shares of
          // the rest are rounded to the ms: once in all, or once a stop.
          const isDue = at <= now;
          if (isDue) expect(one?.at).toBeLessThanOrEqual(now);
          else expect(Math.abs((one?.at ?? 0) - at)).toBeLessThanOrEqual(10);
        }
      }
    }),
    { numRuns: 200 },
  );
});

describe('an explanation', () => {
  it('names the process, the days that counted and those that did not, and why', () => {
    // Friday: the weekend and the Monday after count for nothing when it is a holiday.
    const live = handled(Date.parse('2026-04-03T02:00:00Z'));
    const told = explainClock(clockOf(live), report, calendar);
    expect(told).toMatchObject({
      zh: '处置',
      en: 'Handling',
      why: { zh: '诉求/事件上报流程 v1规定：5个工作日' },
      isSameCalendar: true,
      stops: [],
      extensions: [],
    });
    expect(told.firstDueAt).toBe(told.dueAt);
    expect(told.days[0]).toMatchObject({ from: '2026-04-03', why: 'startDay', days: 0 });
    expect(told.days.reduce((sum, day) => sum + day.days, 0)).toBe(5);
    expect(told.days.some((day) => day.name?.includes('清明'))).toBe(true);
    expect(told.rungs.map((one) => one.rung)).toEqual(LADDER);
    expect(told.rungs.every((one) => one.state === 'toCome')).toBe(true);
  });

  it('names the category whose own time it is', () => {
    const told = explainClock(
      clockOf(handled(MORNING, 'street.lamp')),
      report,
      calendar,
      rules.categories,
    );
    expect(told.why.en).toBe(
      'Set by the category "Lamp" (the process "Report" v1): 2 working days',
    );
  });

  it('tells stops, extensions and what fired when', () => {
    const begun = handled();
    const { dueAt } = clockOf(begun);
    const first = clockOf(begun).detail.rungs[0]?.at ?? 0;
    const stopped = suspend(sweep(begun, first), first + HOUR);
    const going = extend(resume(stopped, first + 49 * HOUR), first + 50 * HOUR, 2);
    const told = explainClock(clockOf(going), report, calendar);
    expect(told.firstDueAt).toBe(dueAt);
    expect(told.dueAt).toBeGreaterThan(dueAt);
    const suspended = { zh: '缓办', en: 'Suspended' };
    expect(told.stops).toEqual([
      { from: first + HOUR, to: first + 49 * HOUR, reason: 'suspended', why: suspended, days: 0 },
    ]);
    expect(told.extensions).toEqual([{ at: first + 50 * HOUR, amount: 2, unit: 'workingDays' }]);
    expect(told.rungs.map((one) => one.state)).toEqual(['fired', ...Array(4).fill('toCome')]);
    const open = explainClock(clockOf(stopped), report, calendar).stops;
    expect(open).toEqual([
      { from: first + HOUR, to: null, reason: 'suspended', why: suspended, days: null },
    ]);
  });

  it('says that a newer calendar has come, and what the first one counted by', () => {
    const newer = {
      ...calendar,
      version: 2,
      holidays: { ...calendar.holidays, '2026-03-11': '示例' },
    };
    const told = explainClock(clockOf(handled()), report, newer);
    expect(told.isSameCalendar).toBe(false);
    expect(told.calendar).toEqual({ id: 'cn', version: 1 });
    expect(local(told.firstDueAt) > local(told.dueAt)).toBe(true);
  });
});
