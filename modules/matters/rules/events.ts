/** What a webhook may hear of an act: that something happened to a number, nothing of a person. */
import type { MatterState } from './state.ts';

export const matterEvents = [
  'matter.registered',
  'matter.staged',
  'matter.replied',
  'matter.closed',
  'matter.reopened',
  'clock.breached',
] as const;
export type MatterEvent = (typeof matterEvents)[number];

/** The events of one act; `before` is null at the birth. Of what is sealed nobody hears. */
export function eventsOf(before: MatterState | null, after: MatterState): MatterEvent[] {
  if (after.matter.isSealed) return [];
  if (!before) return ['matter.registered'];
  const [was, is] = [before.matter, after.matter];
  const events: [MatterEvent, boolean][] = [
    ['matter.staged', was.stage !== is.stage],
    ['matter.replied', is.facts.replyCount > was.facts.replyCount],
    ['matter.closed', was.isOpen && !is.isOpen],
    ['matter.reopened', !was.isOpen && is.isOpen],
    ['clock.breached', !was.facts.isBreached && is.facts.isBreached],
  ];
  return events.filter(([, happened]) => happened).map(([event]) => event);
}

/** The payload: numbers, codes and times. */
export function eventData(state: MatterState): Record<string, string | null> {
  const { number, kind, stage, category, outcome, region, dueAt } = state.matter;
  const due = dueAt === null ? null : new Date(dueAt).toISOString();
  return { number, kind, stage, category, outcome, region, dueAt: due };
}
