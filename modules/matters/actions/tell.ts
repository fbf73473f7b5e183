/** What one listener is told of a batch of changes: as far as it is in sight, and no more. */
import type { EventSink } from '../../../kernel/endpoint.ts';
import type { liveEvents } from '../contract/live.ts';
import { isInSightOf, queuesOf } from '../rules/membership.ts';
import type { Worker } from '../rules/queues.ts';
import type { TailEntry, Tracked } from '../store/tail.ts';
import type { Listener } from './live-world.ts';
import { PLAIN_ACTIONS } from './log.ts';

type Sink = EventSink<typeof liveEvents>;
export type News = { entries: readonly TailEntry[]; tracked: readonly Tracked[] };

/** Matters told one by one in a round; more are one `reset`. */
export const TOLD_MAX = 200;

/** Answers how many events went out. */
export function tellWorker(
  { actor, sink }: { actor: Worker; sink: Sink },
  { entries, tracked }: News,
  now: number,
): number {
  const own = tracked.filter((one) => actor.counties.includes(one.county));
  const seen = own.filter((one) => !one.isMoved && isInSightOf(actor, one));
  const lost = own.filter(
    (one) => !seen.includes(one) && wasInSightOf(actor, one, entriesOf(entries, one)),
  );
  if (seen.length + lost.length === 0) return 0;
  if (seen.length + lost.length > TOLD_MAX) sink.send('reset', { why: 'many' });
  else {
    for (const one of seen) {
      const of = entriesOf(entries, one);
      sink.send('matter', { ...plainOf(one, of), queues: queuesOf(actor, one, now) });
    }
    for (const { number } of lost) sink.send('gone', { number });
  }
  sink.send('counts', {});
  return Math.min(seen.length + lost.length, TOLD_MAX) + 1;
}

/** What moved away or was sealed, and work that was taken back: its queue must let go of it. */
function wasInSightOf(actor: Worker, one: Tracked, entries: readonly TailEntry[]): boolean {
  const isTakenBack =
    actor.permissions.has('matter.read') &&
    one.works.some((work) => work.org === actor.org && work.state === 'cancelled');
  if (one.isSealed) {
    const isJustSealed = entries.some((entry) => entry.isSealing);
    return isJustSealed && (isTakenBack || isInSightOf(actor, { ...one, isSealed: false }));
  }
  return one.isMoved ? isInSightOf(actor, one) : isTakenBack;
}

/** A resident hears of the own matters, and only of acts that their story tells. */
export function tellOwn(
  { sink, own, followed }: { sink: Sink } & Pick<Listener, 'own' | 'followed'>,
  { entries, tracked }: News,
): number {
  const isMine = (one: Tracked) => own.has(one.id) && !(one.isSealed && followed.has(one.id));
  const mine = tracked.filter((one) => isMine(one) && !one.isMoved);
  const told = mine.flatMap((one) => {
    const plain = entriesOf(entries, one).filter((entry) => PLAIN_ACTIONS.has(entry.action));
    return plain.length > 0 ? [{ ...plainOf(one, plain), queues: [] }] : [];
  });
  for (const one of told) sink.send('matter', one);
  return told.length;
}

const entriesOf = (entries: readonly TailEntry[], one: Tracked) =>
  entries.filter((entry) => entry.matterId === one.id && entry.county === one.county);

function plainOf(one: Tracked, entries: readonly TailEntry[]) {
  const newest = entries.toSorted((a, b) => a.seq - b.seq).at(-1);
  return {
    number: one.number,
    seq: one.seq,
    version: one.version,
    stage: one.stage,
    isOpen: one.isOpen,
    isNew: entries.some((entry) => entry.action === 'register'),
    action: newest?.action ?? null,
    region: one.region,
  };
}
