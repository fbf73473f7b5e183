/** Reception days as the house hands them what they need of the other modules. */
import type { Agenda } from '../modules/agenda/index.ts';
import type { Identity } from '../modules/identity/index.ts';
import { type Matters, maskName, maskPhone, rulesOf } from '../modules/matters/index.ts';
import { eraseMessages, type Messaging } from '../modules/messaging/index.ts';
import { makeReception, type Reception } from '../modules/reception/index.ts';
import type { Rulebook } from '../modules/rulebook/index.ts';
import type { HouseOptions } from './parts.ts';
import { ZONE } from './places.ts';

type Of = {
  newId: () => string;
  identity: Identity;
  rulebook: Rulebook;
  messaging: Messaging;
  matters: Matters;
  agenda: Agenda;
  counties: () => Promise<readonly string[]>;
};

export function receptionOf({ db, keyring }: HouseOptions, of: Of): Reception {
  const { identity, rulebook, messaging, matters, agenda, counties, newId } = of;
  const { orgs } = identity;
  return makeReception({
    db,
    keyring,
    zone: ZONE,
    newId,
    counties,
    orgs: {
      named: (id) => {
        const org = orgs.find(id);
        return { id, zh: org?.nameZh ?? '', en: org?.nameEn ?? null };
      },
      countyOf: orgs.countyOf,
      regionOf: (id) => orgs.find(id)?.region ?? null,
    },
    post: (id, now) => {
      const actor = identity.actorOfPost(id, now);
      // Of an ended post it answers another of the same account.
      if (actor?.post !== id) return null;
      return { orgId: actor.org, phone: identity.post(id)?.dutyPhone ?? null };
    },
    residentPhone: identity.residentPhone,
    topics: async (county, now) => {
      const { categories } = rulesOf(await rulebook.current(), county, now);
      return categories.categories.map(({ code, zh, en }) => ({ code, zh, en }));
    },
    maskName,
    maskPhone,
    agenda,
    matters,
    enqueue: messaging.enqueue,
    eraseMessages,
  });
}
