/** How a matter came to whoever has it: held where and why, given by the rules or by hand. */
import { centreServing } from './levels.ts';
import type { Words } from './process.ts';
import type { Assignment, MatterState } from './state.ts';
import type { MatterView } from './view.ts';

const SEALED: Words = {
  zh: '密封事项由区县级以上、与被反映单位无关的中心受理。',
  en: 'What is sealed is held at the county or above, apart from what it complains about.',
};
const APART: Words = {
  zh: '属地中心是被反映单位或其下属，由上级中心受理。',
  en: 'The centre of its place is what it complains about, or below it: the next above holds it.',
};
const SENT_UP: Words = {
  zh: '属地中心已上报，由上级中心受理。',
  en: 'The centre of its place has sent it up: the centre above holds it.',
};

/** Why another centre than that of its place holds it; null where that one does. */
export function whyHeldHere(view: MatterView): Words | null {
  const { region, ownerOrg, subjectOrg, isSealed } = view.state.matter;
  const home = centreServing(view.orgs, region);
  if (home === null || home === ownerOrg) return null;
  if (isSealed) return SEALED;
  if (subjectOrg !== null && view.orgs.isBelow(home, subjectOrg)) return APART;
  const { heldBy } = view.definition;
  return heldBy ? { zh: heldBy.zh, en: heldBy.en } : SENT_UP;
}

/** The lead's assignment where somebody chose it, and no rule led there; else null. */
export function givenByHand({ matter, assignments }: MatterState): Assignment | null {
  const leads = assignments.filter(({ role, state }) => role === 'lead' && state !== 'cancelled');
  const lead = leads.findLast(({ isOpen }) => isOpen) ?? leads.at(-1);
  if (!lead || lead.detail.byOrg === null) return null;
  const { route, isDesignated } = matter.facts;
  return isDesignated || route?.org !== lead.org ? lead : null;
}
