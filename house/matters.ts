/** What the matters are handed of the other modules. */
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
import {
  enqueueEvent,
  eraseMessages,
  listListeners,
  type Messaging,
} from '../modules/messaging/index.ts';
import { randomPool } from '../platform/crypto/index.ts';
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
      link: async (tx, { at, ...link }) =>
        linkMatter(tx, { ...link, createdAt: new Date(at).toISOString() }),
      unlink: unlinkMatter,
      phoneOf: identity.residentPhone,
      mayClaim: identity.mayClaim,
    },
    enqueue: (tx, outgoing) => enqueueOutgoing(messaging, tx, outgoing),
    listeners: listListeners,
    announce: (tx, listeners, event) => {
      enqueueEvent(tx, listeners, { ...event, newId: parts.newId });
    },
    ownLinks: matterLinksOf,
    eraseMessages,
    roleOfPost: (post) => identity.post(post)?.role ?? null,
    postWords: identity.postWords,
    idAt: idsAt(randomPool()),
    zone: ZONE,
  };
}

const idsAt = (random: (n: number) => Uint8Array) => (at: number) => makeUuidV7(at, random(10));

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
