/** What the matters are handed of the other modules. */
import { randomBytes } from 'node:crypto';
import { makeUuidV7 } from '../kernel/ids.ts';
import { names } from '../kinds.ts';
import {
  findMatterLink,
  type Identity,
  linkMatter,
  matterLinksOf,
  unlinkMatter,
} from '../modules/identity/index.ts';
import {
  type ListsWorld,
  type LiveParts,
  type MattersWorld,
  type Outgoing,
  rulesOf,
} from '../modules/matters/index.ts';
import { enqueueEvent, eraseMessages, type Messaging } from '../modules/messaging/index.ts';
import type { Tx } from '../platform/db/index.ts';
import type { HouseOptions, Parts } from './parts.ts';
import { placesFor, ZONE } from './places.ts';

export function liveParts(
  { clock, log, liveEveryMs }: HouseOptions,
  identity: Identity,
): LiveParts {
  return {
    // A page left open asks again and again: that keeps no session from lying idle.
    whoIs: async (headers) =>
      identity.authenticate(headers, await clock.now(), { isPassive: true }),
    clock: clock.now,
    onFault: (what, error) => log.error({ err: error }, what),
    ...(liveEveryMs !== undefined && { liveEveryMs }),
  };
}

/** The tree, and who has posts in it. */
export function orgsOf({ orgs, posts }: Identity): MattersWorld['orgs'] {
  const hasPost = (org: string, roles: readonly string[], now: number) =>
    posts({ orgId: org }, now).some(({ role }) => roles.includes(role));
  return { ...orgs, hasPost };
}

export function mattersWorld(options: HouseOptions, parts: Parts): Omit<ListsWorld, 'texts'> {
  const { identity, rulebook, messaging, geography } = parts;
  return {
    db: options.db,
    keyring: options.keyring,
    files: options.files,
    names,
    places: async () => placesFor(await geography.places()),
    orgs: orgsOf(identity),
    rules: async (county, at) => rulesOf(await rulebook.current(), county, at),
    residents: {
      relationOf: async (tx, account, matterId) =>
        (await findMatterLink(tx, account, matterId))?.relation ?? null,
      link: (tx, { at, ...link }) =>
        linkMatter(tx, { ...link, createdAt: new Date(at).toISOString() }),
      unlink: unlinkMatter,
      phoneOf: identity.residentPhone,
      mayClaim: identity.mayClaim,
    },
    enqueue: (tx, outgoing) => enqueueOutgoing(messaging, tx, outgoing),
    announce: async (tx, event) => {
      await enqueueEvent(tx, { ...event, newId: parts.newId });
    },
    ownLinks: matterLinksOf,
    eraseMessages,
    roleOfPost: (post) => identity.post(post)?.role ?? null,
    postWords: identity.postWords,
    idAt: (at) => makeUuidV7(at, randomBytes(10)),
    zone: ZONE,
  };
}

function enqueueOutgoing(messaging: Messaging, tx: Tx, outgoing: Outgoing): void {
  const { message, recipient, ...rest } = outgoing;
  messaging.enqueue(tx, {
    ...rest,
    template: message.template,
    recipient,
    values: message.values,
    dedupeKey: message.dedupe,
  });
}
