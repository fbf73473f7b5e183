/** What is done around petitions, as the house hands it what it needs of the other modules. */
import type { Geography } from '../modules/geography/index.ts';
import { type Identity, unlinkProxy } from '../modules/identity/index.ts';
import { type Matters, rulesOf } from '../modules/matters/index.ts';
import { makePetitions, type Petitions } from '../modules/petitions/index.ts';
import type { Rulebook } from '../modules/rulebook/index.ts';
import type { HouseOptions } from './parts.ts';
import { placesFor, ZONE } from './places.ts';

type Of = { geography: Geography; identity: Identity; rulebook: Rulebook; matters: Matters };

export function petitionsOf({ db }: HouseOptions, of: Of): Petitions {
  const { geography, identity, rulebook, matters } = of;
  return makePetitions({
    db,
    zone: ZONE,
    matters,
    orgNamed: (id) => {
      const org = identity.orgs.find(id);
      return { id, zh: org?.nameZh ?? '', en: org?.nameEn ?? null };
    },
    placeNamed: async (code, now) => placesFor(await geography.places()).nameOf(code, now),
    categoryNamed: async (county, now) => {
      const { categories } = rulesOf(await rulebook.current(), county, now);
      return (code) => {
        const one = categories.categories.find((category) => category.code === code);
        return one ? { zh: one.zh, en: one.en } : { zh: '未分类', en: 'Without a category' };
      };
    },
    residents: {
      sendOwnCode: identity.sendOwnCode,
      useOwnCode: identity.useOwnCode,
      sendConsentCode: identity.sendConsentCode,
      useConsentCode: identity.useConsentCode,
      phoneOf: identity.residentPhone,
      linkFiled: identity.linkFiled,
      linkProxy: identity.linkProxy,
      unlinkProxy,
    },
  });
}
