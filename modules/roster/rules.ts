/** What the mediation law asks of a committee, and who may know of a grievance. Pure. */
import { type CivilDate, civilDate, dayNumber } from '../../kernel/dates.ts';
import type { Channel, CommitteeFault, Seat } from './contract.ts';

type Member = { seat: Seat; isWoman: boolean | null; toOn: CivilDate | null };
type Term = { channel: Channel; fromOn: CivilDate; toOn: CivilDate | null };

const MEMBERS_LEAST = 3;
const MEMBERS_MOST = 9;
const TERM_YEARS = 3;

/** The last day of a term of three years: elected on 1 March 2025, it ends on 29 February 2028. */
export function lastDayOfTerm(fromOn: CivilDate): CivilDate {
  const [year = '', ...rest] = fromOn.split('-');
  const same = `${Number(year) + TERM_YEARS}-${rest.join('-')}`;
  // Elected on the 29th of February, where there is none three years on.
  const end = rest.join('-') === '02-29' ? `${Number(year) + TERM_YEARS}-03-01` : same;
  return civilDate(dayNumber(end) - 1);
}

export const isHeldOn = (
  { fromOn, toOn }: { fromOn: CivilDate; toOn: CivilDate | null },
  on: CivilDate,
): boolean => fromOn <= on && (toOn === null || on <= toOn);

/**
 * 人民调解法 art. 8 (three to nine members, a chair, a woman among them) and art. 9 (a term of
 * three years). Other channels have rules of their own, which are not the law's.
 */
export function committeeFaults(
  term: Term,
  mediators: readonly Member[],
  on: CivilDate,
): CommitteeFault[] {
  if (term.channel !== 'people') return [];
  const members = mediators.filter(
    ({ seat, toOn }) => seat !== 'hired' && (toOn === null || on <= toOn),
  );
  const last = lastDayOfTerm(term.fromOn);
  const found: [CommitteeFault, boolean][] = [
    ['membersFew', members.length < MEMBERS_LEAST],
    ['membersMany', members.length > MEMBERS_MOST],
    ['noWoman', !members.some(({ isWoman }) => isWoman === true)],
    ['noChair', members.filter(({ seat }) => seat === 'chair').length !== 1],
    ['termOpen', term.toOn === null],
    ['termLong', term.toOn !== null && term.toOn > last],
    ['termOver', term.toOn !== null && term.toOn < on],
  ];
  return found.filter(([, is]) => is).map(([code]) => code);
}

type Reader = { post: string | null; org: string };

/** Whoever answers it, and never the mediator of whom it complains, whatever post they hold. */
export function mayReadGrievance(
  reader: Reader,
  grievance: { org: string; mediatorPost: string | null },
): boolean {
  return reader.org === grievance.org && reader.post !== grievance.mediatorPost;
}
