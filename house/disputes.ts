/** What disputes as a whole are handed of the other modules: their rows, categories, towns. */
import { makeDisputes } from '../modules/disputes/index.ts';
import type { Geography } from '../modules/geography/index.ts';
import { findCategory, lineage, type Matters, rulesOf } from '../modules/matters/index.ts';
import type { Rulebook } from '../modules/rulebook/index.ts';
import type { Database } from '../platform/db/index.ts';
import { placesFor, ZONE } from './places.ts';

type Parts = { geography: Geography; rulebook: Rulebook; matters: Matters };

export function disputesOf({ db }: { db: Database }, parts: Parts) {
  const { geography, rulebook, matters } = parts;
  return makeDisputes({
    db,
    zone: ZONE,
    listOfKind: matters.listOfKind,
    categories: async (county, now) => {
      const { categories } = rulesOf(await rulebook.current(), county, now);
      return {
        wordsOf: (code) => {
          const found = findCategory(categories, code);
          return { zh: found?.zh ?? '其他', en: found?.en ?? 'Other' };
        },
        isFamily: (code) =>
          lineage(categories, code).some((one) => findCategory(categories, one)?.isFamily === true),
      };
    },
    townName: async (code, now) => placesFor(await geography.places()).nameOf(code, now),
  });
}
