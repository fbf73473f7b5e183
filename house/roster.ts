/** What the roster is handed of the other modules: organisations, rules, matters. */

import type { Agreements } from '../modules/agreements/index.ts';
import type { Identity } from '../modules/identity/index.ts';
import { type Matters, rulesOf } from '../modules/matters/index.ts';
import { makeRoster, type Roster } from '../modules/roster/index.ts';
import type { Rulebook } from '../modules/rulebook/index.ts';
import type { Database } from '../platform/db/index.ts';
import { ZONE } from './places.ts';

type Parts = {
  identity: Identity;
  rulebook: Rulebook;
  matters: Matters;
  agreements: Pick<Agreements, 'seatOf'>;
};

const KIND = 'dispute';

export function rosterOf({ db }: { db: Database }, parts: Parts): Roster {
  const { identity, rulebook, matters, agreements } = parts;
  const { orgs } = identity;
  return makeRoster({
    db,
    zone: ZONE,
    orgs: {
      named: (id) => {
        const org = orgs.find(id);
        return { id, zh: org?.nameZh ?? '', en: org?.nameEn ?? null };
      },
      countyOf: orgs.countyOf,
      regionOf: (id) => orgs.find(id)?.region ?? null,
    },
    orgOfPost: (id, now) => {
      const actor = identity.actorOfPost(id, now);
      return actor?.post === id ? actor.org : null;
    },
    rules: async (county, now) => {
      const { calendar, categories } = rulesOf(await rulebook.current(), county, now);
      const fields = categories.categories.filter(({ kind }) => kind === KIND);
      return { calendar, fields: fields.map(({ code, zh, en }) => ({ code, zh, en })) };
    },
    seatOf: agreements.seatOf,
    matters,
  });
}
