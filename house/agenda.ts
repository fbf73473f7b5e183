/** What the agenda is handed of the other modules: posts, organisations, matters, the outbox. */

import { type Agenda, makeAgenda } from '../modules/agenda/index.ts';
import type { Identity } from '../modules/identity/index.ts';
import type { Invitations } from '../modules/invitations/index.ts';
import type { Matters } from '../modules/matters/index.ts';
import type { Messaging } from '../modules/messaging/index.ts';
import type { Rooms } from '../modules/rooms/index.ts';
import type { Database } from '../platform/db/index.ts';
import { ZONE } from './places.ts';

type Parts = {
  newId: () => string;
  identity: Identity;
  messaging: Messaging;
  matters: Matters;
  counties: () => Promise<readonly string[]>;
  /** Made after the agenda. */
  rooms: () => Pick<Rooms, 'doorsOf'>;
  invitations: () => Pick<Invitations, 'tellDate'>;
};

export function agendaOf({ db }: { db: Database }, parts: Parts): Agenda {
  const { identity, messaging, matters, newId, counties } = parts;
  const { orgs } = identity;
  return makeAgenda({
    db,
    zone: ZONE,
    newId,
    counties,
    post: (id, now) => heldPost(identity, id, now),
    postWords: identity.postWords,
    postsUnder: (org, now) =>
      identity
        .posts({}, now)
        .filter((post) => orgs.isBelow(post.orgId, org))
        .map(({ id, orgId, dutyPhone }) => ({ id, orgId, phone: dutyPhone })),
    postsOfAccount: (account, now) => postsOfAccount(identity, account, now),
    orgs: {
      named: (id) => {
        const org = orgs.find(id);
        return { id, zh: org?.nameZh ?? '', en: org?.nameEn ?? null };
      },
      isBelow: orgs.isBelow,
      countyOf: orgs.countyOf,
      regionOf: (id) => orgs.find(id)?.region ?? null,
    },
    matters,
    enqueue: (tx, notice) => void messaging.enqueue(tx, notice),
    phoneOf: identity.residentPhone,
    tellInvited: (tx, ctx, date) => parts.invitations().tellDate(tx, ctx, date),
    doorsOf: (tx, of) => parts.rooms().doorsOf(tx, of),
  });
}

function heldPost(identity: Identity, id: string, now: number) {
  const actor = identity.actorOfPost(id, now);
  // Of an ended post it answers another of the same account.
  if (actor?.post !== id) return null;
  const { org: orgId, counties } = actor;
  return { id, orgId, phone: identity.post(id)?.dutyPhone ?? null, counties };
}

async function postsOfAccount(identity: Identity, account: string, now: number) {
  if (!(await identity.isActiveAccount(account))) return { ids: [], counties: [] };
  const held = identity.posts({}, now).filter((post) => post.accountId === account);
  const actors = held.map(({ id }) => identity.actorOfPost(id, now));
  return {
    ids: held.map(({ id }) => id),
    counties: [...new Set(actors.flatMap((actor) => actor?.counties ?? []))],
  };
}
