/** Agreements of disputes as the house hands them what they need of the other modules. */
import { type Agreements, makeAgreements } from '../modules/agreements/index.ts';
import type { Identity } from '../modules/identity/index.ts';
import type { Invitations } from '../modules/invitations/index.ts';
import type { Matters } from '../modules/matters/index.ts';
import type { Messaging } from '../modules/messaging/index.ts';
import type { Papers } from '../modules/papers/index.ts';
import type { Rooms } from '../modules/rooms/index.ts';
import type { Roster } from '../modules/roster/index.ts';
import type { Rulebook } from '../modules/rulebook/index.ts';
import type { HouseOptions } from './parts.ts';
import { ZONE } from './places.ts';

export function agreementsOf(
  { db, phoneCodes, log }: HouseOptions,
  parts: {
    identity: Identity;
    rulebook: Rulebook;
    matters: Matters;
    rooms: () => Rooms;
    roster: () => Roster;
    papers: () => Papers;
    invitations: () => Invitations;
    messaging: Messaging;
    counties: () => Promise<string[]>;
    newId: () => string;
  },
): Agreements {
  const { identity, rulebook, matters, rooms, roster, papers, invitations } = parts;
  return makeAgreements({
    db,
    zone: ZONE,
    matters,
    phoneOf: identity.residentPhone,
    phoneCodes,
    rooms,
    papers,
    invitations,
    messageState: parts.messaging.stateOf,
    counties: parts.counties,
    newId: parts.newId,
    namesOfPost: async (tx, at) => [
      ...namesOfPost(identity, at),
      ...(await roster().namesOfPost(tx, at)),
    ],
    clauses: (county, at) => rulebook.latest()?.find('clauses', 'main', county, at)?.body ?? null,
    onFault: (what, error) => log.error({ err: error }, what),
  });
}

/** By which a post and its organisation are known: compared with parties, never shown. */
function namesOfPost(identity: Identity, { post, now }: { post: string; now: number }): string[] {
  const actor = identity.actorOfPost(post, now);
  if (actor?.post !== post) return [];
  const org = identity.orgs.find(actor.org);
  const known = [org?.nameZh, org?.phone, identity.post(post)?.dutyPhone];
  return known.flatMap((one) => (one ? [one] : []));
}
