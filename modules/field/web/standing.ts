/**
 * How a matter stands after somebody else acted on it: asked for when there is a network, kept with
 * the item, so that both versions can be compared without one.
 */
import { api, Problem } from '../../../web/api.ts';
import type { ActDeed, Since, Standing } from './queue/item.ts';

/** Null: there was no answer, and it is asked again later. */
export async function askStanding(deed: ActDeed, now: number): Promise<Standing | null> {
  const params = { number: deed.number };
  try {
    const matter = await api('GET /api/matters/{number}', { params });
    const since = await entriesSince(deed);
    const open = matter.allowedActions.find((one) => one.action === deed.action);
    const { version, seq, stage } = matter;
    return {
      at: now,
      version,
      seq,
      stage: { zh: stage.zh, en: stage.en },
      isOpen: open?.why === null,
      why: open?.whyText ?? null,
      fields: open?.fields ?? null,
      since,
    };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const isAnswer = error.status === 403 || error.status === 404;
    return isAnswer ? { ...gone, at: now, why: error.titles } : null;
  }
}

const gone = { version: null, seq: null, stage: null, isOpen: false, fields: null, since: [] };

/** An act that was kept by an older app does not know what it saw: all is shown then. */
async function entriesSince({ number, seq }: ActDeed): Promise<Since[]> {
  const query = { after: seq ?? 0, limit: 200 };
  const { items } = await api('GET /api/matters/{number}/log', { params: { number }, query });
  return items
    .filter((entry) => entry.action !== 'rung')
    .map((entry) => ({
      at: entry.occurredAt,
      action: entry.action,
      words: entry.actionLabel,
      org: entry.org,
      given: entry.given,
      said: entry.said,
      changed: entry.changed,
    }));
}
