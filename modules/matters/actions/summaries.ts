/** Rows of lists as they are shown: with the words of their stage, category and organisation. */

import type { MatterSummary } from '../contract/lists.ts';
import type { TimeLeft } from '../contract/time-left.ts';
import { findCategory } from '../rules/category.ts';
import { titleFor } from '../rules/publicity.ts';
import type { Order } from '../rules/queues.ts';
import { boardOf } from '../rules/settings.ts';
import { timeLeft } from '../rules/time-left.ts';
import type { Rules } from '../rules/view.ts';
import type { Listed } from '../store/listed.ts';
import type { MattersWorld } from './world.ts';

const iso = (at: number) => new Date(at).toISOString();
const isoOrNull = (at: number | null) => (at === null ? null : iso(at));

export type Wording = {
  /** Until a due time of the row, in the time that its clock counts. */
  leftOf: (row: Listed, dueAt: number | null) => TimeLeft | null;
  stageOf: (row: Listed) => { code: string; zh: string; en: string };
  categoryOf: (row: Listed) => { code: string; zh: string; en: string } | null;
  /** As a resident of this relation may read it. */
  titleOf: (row: Listed, relation: string) => string;
  orgOf: (id: string | null) => { id: string; zh: string; en: string | null } | null;
  clockOf: (row: Listed, name: string) => { zh: string; en: string };
};

/** The words of all rows of a page: the rules of each county are read once. */
export async function wordingOf(
  world: MattersWorld,
  now: number,
  rows: readonly Listed[],
): Promise<Wording> {
  const counties = [...new Set(rows.map((row) => row.county))];
  const rules = new Map<string, Rules>();
  for (const county of counties) rules.set(county, await world.rules(county, now));
  return {
    leftOf: (row, dueAt) => {
      const calendar = rules.get(row.county)?.calendar;
      if (!row.isOpen || dueAt === null || !calendar) return null;
      const unit = dueAt === row.dueAt ? row.dueUnit : row.own?.dueUnit;
      return timeLeft(now, dueAt, unit ?? 'hours', calendar);
    },
    stageOf: ({ county, kind, processVersion, stage }) => {
      const words = rules.get(county)?.processVersion(kind, processVersion)?.stages[stage];
      return { code: stage, zh: words?.zh ?? stage, en: words?.en ?? stage };
    },
    categoryOf: ({ county, category }) => {
      const tree = rules.get(county)?.categories;
      const found = tree ? findCategory(tree, category) : null;
      if (found) return { code: found.code, zh: found.zh, en: found.en };
      return category === null ? null : { code: category, zh: category, en: category };
    },
    titleOf: ({ county, category, title }, relation) => {
      const held = rules.get(county);
      if (!held) return title;
      const found = findCategory(held.categories, category);
      return titleFor(relation, title, { category: found, board: boardOf(held.settings) });
    },
    orgOf: (id) => {
      if (id === null) return null;
      const org = world.orgs.find(id);
      return { id, zh: org?.nameZh ?? '', en: org?.nameEn ?? null };
    },
    clockOf: ({ county, kind, processVersion }, name) => {
      const words = rules.get(county)?.processVersion(kind, processVersion)?.clocks[name];
      return { zh: words?.zh ?? name, en: words?.en ?? name };
    },
  };
}

/** What everyone's lists show of a matter. */
export function commonParts(row: Listed, words: Wording, now: number) {
  return {
    number: row.number,
    title: row.title,
    kind: row.kind,
    category: words.categoryOf(row),
    urgency: row.urgency,
    channel: row.channel,
    stage: words.stageOf(row),
    region: row.region,
    grid: row.grid,
    receivedAt: iso(row.receivedAt),
    dueAt: isoOrNull(row.dueAt),
    isOverdue: row.isOpen && row.dueAt !== null && row.dueAt < now,
    closedAt: isoOrNull(row.closedAt),
    outcome: row.outcome,
    handlingOrg: words.orgOf(row.handlingOrg),
    isOpen: row.isOpen,
  };
}

/** A row of a queue of an order, for staff. */
export function summaryOf(row: Listed, words: Wording, now: number, order: Order): MatterSummary {
  const { own, facts } = row;
  const at = own?.at ?? null;
  return {
    ...commonParts(row, words, now),
    version: row.version,
    timeLeft: words.leftOf(row, own && order === 'due' ? own.dueAt : row.dueAt),
    isPrivate: row.isPrivate,
    isSuspended: row.isSuspended,
    isUnowned: row.isUnowned,
    isSelfHandled: facts.isSelfHandled,
    reworkCount: facts.reworkCount,
    reopenCount: facts.reopenCount,
    work:
      own && order === 'due'
        ? { role: own.kind, state: own.state, dueAt: isoOrNull(own.dueAt) }
        : null,
    request: own && order === 'asked' && at !== null ? { kind: own.kind, askedAt: iso(at) } : null,
    supervision:
      own && order === 'issued' && at !== null
        ? {
            kind: own.kind,
            state: own.state,
            issuedAt: iso(at),
            replyDueAt: isoOrNull(own.dueAt),
          }
        : null,
  };
}
