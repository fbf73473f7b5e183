/** A supervision whose reply did not come in time: its issuer is told, once. */
import { type Draft, putSupervision, tell } from './draft.ts';
import type { Supervision } from './state.ts';

/** The supervision whose issuer is to be told, the longest waiting first. */
export function dueReminder(draft: Draft): Supervision | null {
  const due = draft.state.supervisions
    .filter((one) => one.state === 'issued' && one.remindAt !== null && one.remindAt <= draft.now)
    .sort((a, b) => (a.remindAt ?? 0) - (b.remindAt ?? 0) || (a.id < b.id ? -1 : 1));
  return due[0] ?? null;
}

export function remindIssuer(draft: Draft, one: Supervision): void {
  putSupervision(draft, { ...one, remindAt: null });
  tell(draft, {
    template: 'supervision.late',
    to: { kind: 'org', org: one.issuerOrg },
    values: { number: draft.state.matter.number },
    dedupe: `supervisionLate:${one.id}`,
  });
}
