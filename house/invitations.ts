/** Links of parties as the house hands them what they need of the other modules. */
import type { Identity } from '../modules/identity/index.ts';
import {
  type Invitations,
  type InvitationsWorld,
  makeInvitations,
} from '../modules/invitations/index.ts';
import type { Messaging } from '../modules/messaging/index.ts';
import type { HouseOptions } from './parts.ts';

type Parts = { identity: Identity; messaging: Messaging } & Pick<
  InvitationsWorld,
  'matters' | 'agreements' | 'roster' | 'agenda' | 'rooms' | 'papers'
>;

export function invitationsOf(
  { db, phoneCodes, log, rooms: config, publicUrl = null }: HouseOptions,
  { identity, messaging, ...parts }: Parts,
): Invitations {
  const { matters, agreements, roster, agenda, rooms, papers } = parts;
  return makeInvitations({
    db,
    publicUrl,
    isSecure: config?.isSecure ?? false,
    phoneCodes,
    enqueue: messaging.enqueue,
    orgNamed: (id) => {
      const org = identity.orgs.find(id);
      return { zh: org?.nameZh ?? '', en: org?.nameEn ?? null };
    },
    matters,
    agreements,
    roster,
    agenda,
    rooms,
    papers,
    onFault: (what, error) => log.error({ err: error }, what),
  });
}
