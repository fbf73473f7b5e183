/**
 * What the loop is given in story tests: real identity, messages and files; places and the rulebook
 * are held in memory. Stories open it by `testWorld` of `world.ts`.
 */

import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { orgsOf } from '../house/matters.ts';
import { makeUuidV7 } from '../kernel/ids.ts';
import { refuse } from '../kernel/refusal.ts';
import { kindTexts } from '../kinds.ts';
import {
  findMatterLink,
  type Identity,
  linkMatter,
  unlinkMatter,
} from '../modules/identity/index.ts';
import type { RegisterWorld } from '../modules/matters/actions/register.ts';
import type { Outgoing, Place, Places } from '../modules/matters/actions/world.ts';
import type { Rules } from '../modules/matters/rules/view.ts';
import { openNumbers } from '../modules/matters/store/numbers.ts';
import { eraseMessages, makeMessaging } from '../modules/messaging/index.ts';
import { type Keyring, makeKeyring } from '../platform/crypto/index.ts';
import type { Database } from '../platform/db/index.ts';
import { folderStore } from '../platform/files/index.ts';
import { memorySenders } from '../platform/senders/index.ts';
import { names, rules } from './engine.ts';
import type { TestClock } from './people.ts';

export const HERE = '310116';
export const ELSEWHERE = '310117';
/** In the first town of the county, whose centre takes it in. */
export const VILLAGE = `${HERE}101201`;

/** What holds in both counties; a test may put something else in its place. */
export function testRules(): Rules {
  return {
    ...rules,
    processVersion: (kind, version) => (version === 1 ? rules.processVersion(kind, 1) : null),
    settings: { ...rules.settings, selfHandledSample: 0 },
  };
}

/** Two towns of the county on either side of a line, and one of another county far away. */
const places: Places = {
  ofPoint: ({ lon }) => (lon > 130 ? null : placeOf(lon < 121.3 ? VILLAGE : `${HERE}102201`)),
  ofRegion: (code) =>
    [HERE, ELSEWHERE].includes(code.slice(0, 6)) ? placeOf(code) : refuse('REGION_UNKNOWN'),
  nameOf: (code) => `示例${code}`,
  gridNamed: () => null,
  near: async () => null,
  townsOf: (county) => [`${county}101`, `${county}102`],
};

function placeOf(code: string): Place {
  const grid = code.length === 15 ? code : null;
  return { county: code.slice(0, 6), region: code.slice(0, 12), grid, lon: null, lat: null };
}

/** What the servers of one story have in common. */
export type Shared = {
  clock: TestClock;
  rules: Rules;
  sent: Outgoing[];
  identity: Identity;
};

/** The loop over a pool: each call is another server. */
export function worldOn(db: Database, { clock, rules, sent, identity }: Shared): RegisterWorld {
  const root = mkdtempSync(join(tmpdir(), 'linli-world-'));
  afterAll(() => rmSync(root, { recursive: true }));
  const keyring = makeKeyring({ masterKey: Buffer.alloc(32, 7), masterKeyId: 'test' });
  const messaging = messagingOn(db, clock, keyring);
  return {
    db,
    keyring,
    files: folderStore(root),
    names,
    texts: kindTexts,
    orgs: orgsOf(identity),
    places: async () => places,
    // One object as long as nothing was published, as the rulebook has it.
    rules: async () => rules,
    residents: {
      relationOf: async (tx, account, id) =>
        (await findMatterLink(tx, account, id))?.relation ?? null,
      link: async (tx, { at, ...link }) =>
        linkMatter(tx, { ...link, createdAt: new Date(at).toISOString() }),
      unlink: unlinkMatter,
      phoneOf: identity.residentPhone,
      mayClaim: identity.mayClaim,
    },
    enqueue: (tx, outgoing) => {
      sent.push(outgoing);
      const { message, ...rest } = outgoing;
      const { template, values, dedupe: dedupeKey } = message;
      messaging.enqueue(tx, { ...rest, template, values, dedupeKey });
    },
    listeners: async () => [],
    announce: () => undefined,
    eraseMessages,
    roleOfPost: (post) => identity.post(post)?.role ?? null,
    postWords: identity.postWords,
    idAt: (at) => makeUuidV7(at, randomBytes(10)),
    zone: 'Asia/Shanghai',
    numbers: openNumbers(db),
  };
}

function messagingOn(db: Database, clock: TestClock, keyring: Keyring) {
  return makeMessaging({
    db,
    now: clock.now,
    keyring,
    senders: memorySenders(),
    hosts: { hosts: [] },
    log: { error: () => undefined },
    counties: async () => [HERE, ELSEWHERE],
    openMatterKeys: async () => new Map(),
    findMatter: async () => null,
    shutAmong: async () => [],
    mayReadMatter: async () => false,
    seesCounty: () => true,
  });
}
