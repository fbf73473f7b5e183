/**
 * A matter of the in-memory district at each place of its way, brought there by acts as the people
 * take them: what a test of rules begins from.
 */
import { Refusal } from '../kernel/refusal.ts';
import type { Given } from '../modules/matters/rules/draft.ts';
import {
  act,
  type Birth,
  born,
  everyone,
  idOf,
  type Live,
  MORNING,
  newId,
  type OrgName,
  type staff,
  system,
} from './engine.ts';

export const hour = 3_600_000;
export const text = '示例文字，说明情况';
export type Name = keyof typeof staff | 'reporter' | 'follower' | 'stranger' | 'system';

/** One act a minute after the one before. */
export function go(live: Live, who: Name, action: string, given: Given = {}, after = 60_000): Live {
  const now = live.state.matter.updatedAt + after;
  const actor = everyone[who] ?? system;
  return act(live, actor, { action, given, now, aid: { other: other.state } });
}

export const other = born(MORNING);

export function refusalOf(work: () => unknown): string | null {
  try {
    work();
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

export const photos = (count: number) => Array.from({ length: count }, () => newId());
export const fresh = (birth: Birth = {}) => born(MORNING, { category: 'street', ...birth });
export const to = (org: OrgName) => ({ org: idOf(org) });
export const result = { outcome: 'fixed', text, reply: text };

export const stages = {
  registered: (): Live => fresh(),
  verifying: (): Live => go(fresh(), 'dispatcherA', 'requestVerify', to('villageA')),
  opened: (): Live => go(fresh(), 'dispatcherA', 'open'),
  dispatched: (): Live => go(stages.opened(), 'dispatcherA', 'dispatch', to('deptA')),
  handling: (): Live => go(stages.dispatched(), 'deptHandler', 'acknowledge'),
  checking: (): Live => go(stages.handling(), 'deptHandler', 'complete', result),
  callingBack: (): Live => go(stages.checking(), 'checker', 'check', { result: 'passed', text }),
  calledBack: (): Live =>
    go(stages.callingBack(), 'caller', 'callBack', { result: 'satisfied', text }),
  closed: (): Live => go(stages.calledBack(), 'dispatcherA', 'close'),
  supported: (): Live =>
    go(stages.handling(), 'deptHandler', 'callIn', { ...supporting, note: text }),
  objected: (): Live => go(stages.dispatched(), 'deptHandler', 'object', objection),
  designated: (): Live =>
    go(stages.opened(), 'county', 'designate', { ...to('deptA'), reason: text }),
  suspended: (): Live => decideOn('askSuspension', 'decideSuspension', { ground: 'weather' }),
  extensionAsked: (): Live => go(stages.handling(), 'deptHandler', 'askExtension', extension),
  suspensionAsked: (): Live =>
    go(stages.handling(), 'deptHandler', 'askSuspension', { ground: 'weather', reason: text }),
  merged: (): Live => go(stages.handling(), 'dispatcherA', 'merge', { into: 'x', reason: text }),
  supervised: (): Live =>
    go(stages.handling(), 'supervisor', 'supervise', { kind: 'urging', reason: text }),
  withSub: (): Live => go(stages.handling(), 'deptHandler', 'createSub', sub),
  complained: (): Live =>
    go(stages.handling(), 'county', 'nameSubject', { subjectOrg: idOf('deptA'), reason: text }),
} satisfies Record<string, () => Live>;
export type Stage = keyof typeof stages;

export const supporting = { supportingOrg: idOf('deptB') };
export const objection = { ground: 'notOurs', reason: text };
export const extension = { clock: 'handle', amount: 3, reason: text };
export const sub = { title: text, text, region: '310116102201', category: 'street' };
export const granted = { decision: 'granted', reason: text };

function decideOn(ask: string, decision: string, given: Given): Live {
  const asked = go(stages.handling(), 'deptHandler', ask, { ...given, reason: text });
  return go(asked, 'deptHead', decision, granted);
}
