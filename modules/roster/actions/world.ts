/** What the roster is given of the modules beside it; made once in index.ts. */
import type { Calendar } from '../../../kernel/calendar.ts';
import type { Database, Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import type { Matters } from '../../matters/index.ts';

type Named = { id: string; zh: string; en: string | null };
export type Field = { code: string; zh: string; en: string };

/** A party of a dispute: whoever reads as one, or comes by their own link. */
export type PartySeat = { party: string; side: 'applicant' | 'respondent' };

export type RosterWorld = {
  db: Database;
  zone: string;
  orgs: {
    named: (id: string) => Named;
    countyOf: (id: string) => string | null;
    regionOf: (id: string) => string | null;
  };
  /** The organisation of a post that is held now, or null. */
  orgOfPost: (id: string, now: number) => string | null;
  /** What holds in a county: its working days, and the kinds of disputes as categories. */
  rules: (county: string, now: number) => Promise<{ calendar: Calendar; fields: readonly Field[] }>;
  /** As which party a resident reads the matter, by the phone that stands on it; null: as none. */
  seatOf: (
    tx: Tx,
    ctx: RequestContext,
    at: { county: string; matterId: string },
  ) => Promise<PartySeat | null>;
  matters: Pick<Matters, 'reading' | 'act' | 'whyNot' | 'isSubject' | 'openMatterKey'> & {
    countOpenByPost: (
      tx: Tx,
      of: { county: string; org: string },
    ) => Promise<ReadonlyMap<string, number>>;
  };
};
