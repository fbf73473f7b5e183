/**
 * What is sealed is held where somebody may open it: a centre of the county or above, never what it
 * complains about nor anything below that. Sealing is for good.
 */
import { type Draft, setMatter, tell } from '../draft.ts';
import { sealedOwner } from '../levels.ts';

/** Seals the matter and hands it to whoever may open it; the others lose it at once. */
export function sealMatter(draft: Draft): void {
  const { matter } = draft.state;
  if (!matter.isSealed) setMatter(draft, { isSealed: true, isPrivate: true });
  const owner = sealedOwner(draft.view.orgs, matter.ownerOrg, matter.subjectOrg);
  if (owner === matter.ownerOrg) return;
  setMatter(draft, { ownerOrg: owner });
  tell(draft, {
    template: 'matter.sentUp',
    to: { kind: 'org', org: owner },
    values: { number: matter.number },
    dedupe: `sealed:${owner}:${draft.now}`,
  });
}
