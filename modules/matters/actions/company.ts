/**
 * Tells those who have a matter open when somebody else comes, goes, or begins a form. What was
 * there a moment ago is remembered only to see a difference.
 */
import type { EventSink } from '../../../kernel/endpoint.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { liveEvents } from '../contract/live.ts';
import { type DraftMark, listDraftMarks } from '../store/drafts.ts';
import { listPresentEverywhere, type PresentAt } from '../store/presence.ts';
import type { Listener, LiveWorld } from './live-world.ts';
import { companyFor } from './presence.ts';

type AtOne = Pick<PresentAt, 'number' | 'county' | 'kind' | 'processVersion'> & {
  present: PresentAt[];
  marks: DraftMark[];
};

export type Company = {
  tell: (listeners: readonly Listener[], counties: readonly string[], now: number) => Promise<void>;
  forget: () => void;
};

export function watchCompany(world: LiveWorld): Company {
  let before = new Map<string, AtOne>();
  return {
    forget: () => {
      before = new Map();
    },
    tell: async (listeners, counties, now) => {
      const staff = listeners.flatMap(({ actor, sink }) =>
        actor.kind === 'staff' ? [{ post: actor.post, counties: actor.counties, sink }] : [],
      );
      if (staff.length === 0 || counties.length === 0) return;
      const is = await readAll(world, counties, now);
      for (const [key, was] of before) {
        if (!is.has(key)) is.set(key, { ...was, present: [], marks: [] });
      }
      for (const [key, one] of is) {
        const was = before.get(key);
        if (signOf(was) === signOf(one)) continue;
        const concerned = [...one.present, ...(was?.present ?? [])];
        for (const { post, sink } of staff) {
          if (concerned.some((viewer) => viewer.post === post)) {
            await tellOne(world, { sink, post, one, now });
          }
        }
      }
      before = new Map([...is].filter(([, one]) => one.present.length > 0));
    },
  };
}

type Telling = {
  sink: EventSink<typeof liveEvents>;
  post: string;
  one: AtOne;
  now: number;
};

async function tellOne(world: LiveWorld, { sink, post, one, now }: Telling): Promise<void> {
  const rules = await world.rules(one.county, now);
  const definition = rules.processVersion(one.kind, one.processVersion);
  const company = companyFor(world, post, { ...one, definition });
  sink.send('presence', { number: one.number, ...company });
}

const signOf = (one: AtOne | undefined) =>
  one === undefined
    ? ''
    : [
        ...one.present.map(({ post }) => post),
        ...one.marks.map((mark) => `${mark.post} ${mark.action}`),
      ].join();

async function readAll(
  world: LiveWorld,
  counties: readonly string[],
  now: number,
): Promise<Map<string, AtOne>> {
  return world.db.scoped({ counties }, async (tx) => {
    const present = await listPresentEverywhere(tx, counties, now);
    const marks = await marksOf(tx, present, now);
    const byMatter = Map.groupBy(present, (one) => `${one.county}/${one.matterId}`);
    const at = new Map<string, AtOne>();
    for (const [key, viewers] of byMatter) {
      const [first] = viewers;
      if (!first) continue;
      const own = marks.filter((mark) => mark.matterId === first.matterId);
      at.set(key, { ...first, present: viewers, marks: own });
    }
    return at;
  });
}

async function marksOf(tx: Tx, present: readonly PresentAt[], now: number): Promise<DraftMark[]> {
  const byCounty = Map.groupBy(present, (one) => one.county);
  const read = [...byCounty].map(([county, own]) =>
    listDraftMarks(tx, { county, ids: [...new Set(own.map((one) => one.matterId))] }, now),
  );
  return (await Promise.all(read)).flat();
}
