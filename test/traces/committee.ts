/** A committee of mediators and its terms, set up where a call needs it. */
import { committeeOf, termsOf } from '../committee.ts';
import { asAdministrator, folk } from './stage.ts';

export const terms = termsOf(folk);
export const addCommittee = (org = folk.orgs.town) =>
  asAdministrator('POST /api/roster/committees', committeeOf(folk, org));
