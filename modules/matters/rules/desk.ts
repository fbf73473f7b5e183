/** Which streams the lists of the supervision desk are made of: each walks one index. */
import type { DeskList } from '../contract/desk.ts';
import {
  countiesAsked,
  type Equals,
  type Filters,
  type QueuePlan,
  refuseWide,
  type Walk,
  type Worker,
} from './queues.ts';

const rungOf = { yellow: 'yellow', orange: 'orange', red: 'red', breached: 'breach' } as const;

/** The streams of a list for an actor. Refuses LIST_TOO_WIDE beyond 200 of them. */
export function planDesk(
  actor: Worker,
  asked: { list: DeskList; filters: Filters; now: number },
): QueuePlan {
  const { list, filters, now } = asked;
  const counties = countiesAsked(actor, filters);
  const plan = (walk: Walk, equals: Equals, isWithinRegions: boolean): QueuePlan => ({
    order: 'due',
    streams: counties.map((county) => ({ county, walk, equals })),
    narrowing: { filters, isWithinRegions, isApart: false, isNotSubject: false },
    due: null,
  });
  return refuseWide(planOf());

  function planOf(): QueuePlan {
    switch (list) {
      case 'yellow':
      case 'orange':
      case 'red':
      case 'breached':
        // Without a due time no clock runs: the index has none.
        return { ...plan('clock', { rung: rungOf[list] }, true), due: { from: 0 } };
      case 'issued':
        return plan('issuer', { org: actor.org, state: 'issued' }, false);
      case 'late': {
        const own = plan('issuer', { org: actor.org, state: 'issued' }, false);
        return { ...own, due: { before: now } };
      }
      case 'answered':
        return plan('issuer', { org: actor.org, state: 'replied' }, false);
      case 'owed':
        return plan('target', { org: actor.org, state: 'issued' }, false);
      case 'asked':
        return { ...plan('request', { org: actor.org }, false), order: 'asked' };
      case 'returned':
        return plan('matter', { isOpen: true, isReturned: true }, true);
      case 'disputed':
        return plan('matter', { isOpen: true, isDisputed: true }, true);
    }
  }
}
